import type { Problem } from '../errors';
import { judgeVerify } from '../verdict/judgePassing';
import type { Check } from '../verdict/verdict';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { recordVerdict } from './recordVerdict';
import { runTests } from './runTests';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

/** Looks at what is there and changes nothing: syntax, tests, and an honest word on what is not looked at. */
export async function* runVerify(
  task: Task<'verify'>,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  const runner = ports.runners.for(task.testPath.relative);
  if (runner === undefined) return ended({ kind: 'runner-unknown', path: task.testPath.relative });
  const testFiles = testFilesOf(task, []);
  for (const path of [task.testPath, task.implementationPath]) {
    if ((await ports.reader.read(path)) === undefined) {
      return ended({
        kind: 'phase-out-of-order',
        detail: `There is no ${path.relative} to verify yet.`,
        remedy: `Run RED and GREEN of ${task.component.name} first.`,
      });
    }
  }

  yield { kind: 'step', step: 'tests' };
  const run = yield* runTests(task, testFiles, ports, signal);
  if (!run.ok) return ended(run.problem);
  const errors = (await runner.checkSyntax([...testFiles, task.implementationPath.relative], signal)).filter(
    (checked) => checked.error !== undefined,
  );
  if (signal.aborted) return { kind: 'cancelled' };

  yield { kind: 'step', step: 'verdict' };
  const syntax: Check = {
    name: 'syntax',
    result: errors.length === 0 ? 'passed' : 'failed',
    detail:
      errors.length === 0
        ? 'every file of the component parses'
        : errors.map((each) => `${each.path}: ${each.error}`).join('; '),
  };
  const verdict = judgeVerify(run.value, [syntax, ...NOT_LOOKED_AT]);
  yield { kind: 'verdict', verdict };
  const evidence = { verdict, report: run.value, model: 'none', attempt: undefined, entry: undefined };
  const recorded = yield* recordVerdict(task, evidence, ports);
  if (!recorded.ok) return ended(recorded.problem);
  return verdict.reached ? { kind: 'reached', verdict } : { kind: 'not-reached', verdict, journalEntry: undefined };
}

const NOT_LOOKED_AT: readonly Check[] = [
  { name: 'conformance', result: 'not-configured', detail: 'conformance: not configured' },
  { name: 'coverage', result: 'not-available', detail: 'coverage is not measured by this version' },
  {
    name: 'requirement proof',
    result: 'not-available',
    detail: 'requirements are not linked to tests by this version',
  },
];

function ended(problem: Problem): PhaseOutcome {
  return problem.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', problem };
}
