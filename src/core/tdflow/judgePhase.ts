import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { TestReport } from '../testrun/report';
import type { Verdict } from '../verdict/verdict';
import { judgeGreenPhase } from './judgeGreenPhase';
import type { RedPorts } from './judgeRedPhase';
import { judgeRedPhase } from './judgeRedPhase';
import { judgeRefactorPhase } from './judgeRefactorPhase';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { Since } from './since';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

export interface Judged {
  readonly verdict: Verdict;
  readonly report: TestReport;
}

/** Runs the component's tests as they stand and says what that proves for the phase. */
export async function* judgePhase(
  task: Task<WritingPhase>,
  since: Since,
  ports: RedPorts & Pick<Ports, 'conformance'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<Judged, Problem>> {
  const written =
    since.entry?.changes.filter((change) => change.after !== undefined).map((change) => change.path) ?? [];
  const files = await testFilesOf(task, written, ports);
  if (task.phase === 'red') return yield* judgeRedPhase(task, { ...since, files }, ports, signal);
  const judge = task.phase === 'green' ? judgeGreenPhase : judgeRefactorPhase;
  return yield* judge(task, { ...since, files }, ports, signal);
}
