import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import { nextPhase } from '../../core/outline/nextPhase';
import type { Row } from '../../core/outline/row';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import { registerCommand } from './registerCommand';

/** Working without a key: the prompt goes out over the clipboard, the answer comes back the same way. */
export function promptCommands(starter: PhaseStarter, flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.copyPrompt, log, () => {
      const phase = flow.session === undefined ? 'red' : nextPhase(flow.session);
      return starter.copyPrompt({ phase, component: undefined, from: phase === 'red' ? 'editor' : 'session' });
    }),
    registerCommand(COMMAND.copyPhasePrompt, log, (row?: Row) =>
      row?.phase === undefined
        ? undefined
        : starter.copyPrompt({ phase: row.phase, component: row.component, from: 'session' }),
    ),
    registerCommand(COMMAND.pasteResponse, log, () => starter.pasteResponse()),
  ];
}
