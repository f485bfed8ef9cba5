import type { Disposable, Uri } from 'vscode';
import type { Log } from '../../core/lib/log';
import { nextPhase } from '../../core/outline/nextPhase';
import type { Row } from '../../core/outline/row';
import type { DocumentAnswer } from '../authoring/documentStarter';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import type { PhaseWish } from '../taskFinder';
import { registerCommand } from './registerCommand';

/** Working without a key: the prompt goes out over the clipboard and the answer comes back the same way, or answers are recorded ones. */
export function promptCommands(
  starter: PhaseStarter,
  documents: (answer: DocumentAnswer) => Promise<void>,
  flow: Flow,
  log: Log,
): Disposable[] {
  return [
    registerCommand(COMMAND.copyPrompt, log, () => starter.copyPrompt(nextWish(flow))),
    registerCommand(COMMAND.showPrompt, log, () => starter.showPrompt(nextWish(flow))),
    registerCommand(COMMAND.chooseContext, log, () => starter.chooseContext(nextWish(flow))),
    registerCommand(COMMAND.copyPhasePrompt, log, (row?: Row) =>
      row?.phase === undefined
        ? undefined
        : starter.copyPrompt({ phase: row.phase, component: row.component, from: 'session' }),
    ),
    registerCommand(COMMAND.pasteResponse, log, () => starter.pasteResponse(documents)),
    registerCommand(COMMAND.replayRecording, log, (file?: Uri) => starter.replay(file)),
  ];
}

function nextWish({ session }: Flow): PhaseWish {
  const phase = session === undefined ? 'red' : nextPhase(session);
  return { phase, component: undefined, from: phase === 'red' ? 'editor' : 'session' };
}
