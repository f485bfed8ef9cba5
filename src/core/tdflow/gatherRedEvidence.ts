import { languageOfPath } from '../codebase/language';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { mergeRuns } from '../testrun/mergeRuns';
import type { TestReport, TestResult } from '../testrun/report';
import { isRed } from '../testrun/report';
import type { TestRequest, TestRunner } from '../testrun/runner';
import type { Substitute, SubstituteModule } from '../testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../testrun/substitute';
import type { RedEvidence } from '../verdict/redEvidence';
import { checkPath } from '../workspace/checkedPath';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import { limitsOf, OTHER_ORDER, runQuietly, runTests } from './runTests';
import type { Task } from './task';

/** What the runs of RED show, and what they could not show. */
export type RedRuns = Pick<RedEvidence, 'plain' | 'standIn' | 'probes' | 'notes'>;

/** Runs at a time: more of them slow each other down. */
const AT_ONCE = 2;
/** For one test. With a stand-in nothing is computed: one that takes long waits for something that never comes. */
const TEST_LIMIT_WITH_STAND_IN_MS = 10_000;

/**
 * Runs the tests of RED as they stand, then, where the runner can, with a stand-in for the module under test, with each trivial
 * subject, and once more, in another order where it can. Only the first run is told test by test; of the others the steps are.
 */
export async function* gatherRedEvidence(
  task: Task,
  files: readonly string[],
  ports: Pick<Ports, 'reader' | 'links' | 'runners'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<RedRuns, Problem>> {
  const found = await ports.runners.for(task.testPath.relative);
  if (!found.ok) return found;
  const runner = found.value;
  yield { kind: 'step', step: 'tests' };
  const plain = yield* runTests(task, { files }, ports, signal);
  if (!plain.ok) return plain;
  const notes = missingAbilities(runner);
  const alone: RedRuns = { plain: plain.value, standIn: undefined, probes: [], notes };
  // Nothing fails that could fail for a right reason, or the run says nothing: more runs would not change the verdict.
  if (plain.value.end.kind !== 'completed' || !plain.value.tests.some((test) => isRed(test.outcome))) return ok(alone);

  const limits = limitsOf(task);
  const base: TestRequest = { files, ...limits };
  const modules = runner.abilities.substitutes ? await modulesToReplace(task, ports) : [];
  const standingIn = (behaviour: Substitute['behaviour']): TestRequest => ({
    ...base,
    testTimeLimitMs: Math.min(limits.testTimeLimitMs, TEST_LIMIT_WITH_STAND_IN_MS),
    substitute: { modules, behaviour },
  });
  let standIn: TestReport | undefined;
  if (modules.length > 0) {
    yield { kind: 'step', step: 'stand-in' };
    standIn = await runQuietly(runner, standingIn('not-implemented'), signal);
    if (signal.aborted) return fail({ kind: 'cancelled' });
  }
  const isStandInWhole = standIn?.end.kind === 'completed';
  if (standIn !== undefined && !isStandInWhole) notes.push(incomplete('with a stand-in', standIn));

  const isHeldBack = standIn !== undefined && plain.value.tests.some(isHeldBackTest);
  const repeat = isHeldBack ? standingIn('not-implemented') : base;
  const jobs = [
    runner.abilities.order ? { ...repeat, seed: OTHER_ORDER } : repeat,
    ...(isStandInWhole ? TRIVIAL_SUBJECTS.map(standingIn) : []),
  ];
  yield { kind: 'step', step: isStandInWhole ? 'probes' : 'repeat' };
  const [again, ...probed] = await inParallel(jobs, (request) => runQuietly(runner, request, signal));
  if (signal.aborted) return fail({ kind: 'cancelled' });

  const probes = probed.flatMap((report, index) => {
    const subject = TRIVIAL_SUBJECTS[index];
    return subject === undefined ? [] : [{ subject, report }];
  });
  for (const { subject, report } of probes) {
    if (report.end.kind !== 'completed') notes.push(incomplete(`with the trivial subject "${subject}"`, report));
  }
  const merged = (report: TestReport) => (again === undefined ? report : mergeRuns(report, again));
  return ok({
    plain: isHeldBack ? plain.value : merged(plain.value),
    standIn: isHeldBack && standIn !== undefined ? merged(standIn) : standIn,
    probes,
    notes,
  });
}

/** The module under test, and the modules of other components of its language that are not there. */
async function modulesToReplace(
  task: Task,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly SubstituteModule[]> {
  const subject = { path: task.implementationPath.relative, shape: task.component.interface };
  const missing: SubstituteModule[] = [];
  for (const { implementationPath: path, interface: shape } of task.specification.components) {
    if (path === undefined || path === subject.path || languageOfPath(path) !== task.language) continue;
    const checked = await checkPath(path, ports.links);
    if (checked.ok && (await ports.reader.read(checked.value)) === undefined) missing.push({ path, shape });
  }
  return [subject, ...missing];
}

function isHeldBackTest({ outcome, failure }: TestResult): boolean {
  return outcome === 'collection-error' || failure?.missingModule !== undefined;
}

/** In the order of the items, at most `AT_ONCE` at a time. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** What the runner cannot look at; sentences. */
function missingAbilities({ name, abilities }: TestRunner): string[] {
  const notes: string[] = [];
  if (!abilities.substitutes) {
    notes.push(
      `Not checked with ${name}: defects that a missing module hides, and whether trivial subjects satisfy the tests.`,
    );
  }
  if (!abilities.order) notes.push(`Not checked with ${name}: whether the tests depend on their order.`);
  return notes;
}

function incomplete(how: string, { end }: TestReport): string {
  const detail = 'detail' in end ? `: ${end.detail}` : '';
  return `The run ${how} did not complete (${end.kind.replace('-', ' ')}${detail}), so not all of it is known.`;
}
