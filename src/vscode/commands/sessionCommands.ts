import type { Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { WritingPhase } from '../../core/phase';
import { PHASE_LABEL } from '../../core/phase';
import { lastApplied, rollBackPhase } from '../../core/tdflow/rollBackPhase';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import { plain } from '../plain';
import { registerCommand } from './registerCommand';

/** Starting a session, and taking its generations back. */
export function sessionCommands(starter: PhaseStarter, flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.startSession, log, () => starter.startSession()),
    registerCommand(COMMAND.rollBack, log, () => rollBack(flow, log, undefined)),
    registerCommand(COMMAND.rollBackPhase, log, (row?: Row) => rollBack(flow, log, row)),
  ];
}

async function rollBack(flow: Flow, log: Log, row: Row | undefined): Promise<void> {
  if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
  const { session, project } = flow;
  if (session === undefined || project === undefined) return showProblem({ kind: 'session-missing' }, log);
  if (flow.running !== undefined) {
    return showProblem({ kind: 'input-invalid', detail: 'A phase is running. Wait for it or cancel it first.' }, log);
  }
  const phase = row?.phase as WritingPhase | undefined;
  const only = row?.component === undefined || phase === undefined ? undefined : { component: row.component, phase };
  const rolled = await rollBackPhase(session, await lastApplied(session, project.ports, only), project.ports);
  await flow.refresh();
  if (!rolled.ok) return showProblem(rolled.problem, log);
  const { entry, restored, merged } = rolled.value.done;
  const kept = merged.length === 0 ? '' : ` Your own edits are kept in ${merged.join(', ')}.`;
  const files = [...restored, ...merged];
  const what = files.length === 0 ? 'the files were as before already.' : `${files.join(', ')} as before.`;
  const text = `${PHASE_LABEL[entry.phase]} of ${entry.component} rolled back: ${what}${kept}`;
  void window.showInformationMessage(plain(text));
}
