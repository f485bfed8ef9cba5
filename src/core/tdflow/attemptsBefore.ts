import type { WritingPhase } from '../phase';
import type { Ports } from './ports';
import type { AttemptRecord } from './session';
import { componentOf } from './session';
import type { Task } from './task';

/** What was tried longer ago says little, and costs as much. */
const REMEMBERED = 3;
const LONGEST_PROPOSAL = 24_000;

/**
 * What was tried in this phase and did not come through, the last attempt with what it wrote: its files were taken back, so the
 * prompt is the only place where they are. '' when there was nothing.
 */
export async function describeAttempts(task: Task<WritingPhase>, ports: Pick<Ports, 'attempts'>): Promise<string> {
  const failed = failedSince(componentOf(task.session, task.component.name)?.attempts ?? [], task.phase);
  const last = failed.at(-1);
  if (last === undefined) return '';
  const lines = failed.map((attempt, index) => `Attempt ${index + 1} did not come through: ${attempt.summary}`);
  const proposal = await ports.attempts.readProposal(task.session.id, last.id);
  const written =
    proposal === undefined || proposal === '' || proposal.length > LONGEST_PROPOSAL
      ? []
      : [`The last attempt wrote this; it was taken back, so it is not in the files:\n${proposal}`];
  return ['Already tried:', ...lines, ...written].join('\n');
}

/** The last failed attempts of a phase since it was reached or another phase was. */
function failedSince(attempts: readonly AttemptRecord[], phase: WritingPhase): readonly AttemptRecord[] {
  const from = attempts.findLastIndex((attempt) => attempt.result === 'reached' || attempt.phase !== phase) + 1;
  return attempts.slice(from).slice(-REMEMBERED);
}
