import type { Clock } from '../../lib/clock';
import type { TestOutcome, TestReport, TestResult } from '../../testrun/report';
import type { TestRunner } from '../../testrun/runner';
import type { TestLines, TestsTogether } from '../testLines';
import { linesAlone, linesTogether } from './linesAlone';

type Measurable = Pick<TestResult, 'id' | 'file' | 'line' | 'outcome'>;

/** What to measure; paths are workspace-relative with forward slashes. */
export interface MeasureRequest {
  /** As a run of all of them reported them; what matters most comes first, for there may be no time for the last. */
  readonly tests: readonly Measurable[];
  /** The component's own files. */
  readonly coverageOf: readonly string[];
  /** For all runs together. */
  readonly timeLimitMs: number;
  readonly testTimeLimitMs: number;
  /** How many runs there may be. */
  readonly mostRuns: number;
}

type Measured = TestLines['tests'][number];
/** A test's lines, or why nobody can tell them. */
type Told = Measured['files'] | string;

const NEVER_RAN: ReadonlySet<TestOutcome> = new Set(['skipped', 'not-run', 'xfailed', 'collection-error']);

/**
 * Which lines each test runs, as far as runs tell: those of one test alone, or of one file where the runner keeps its tests apart. One
 * after the other, because tests of a project may share files and ports. Those that only run together, such as the cases of one method,
 * are measured together. Tests that did not run before are left out.
 */
export async function measureTestLines(
  runner: TestRunner,
  request: MeasureRequest,
  { clock }: { readonly clock: Clock },
  signal: AbortSignal,
): Promise<TestLines> {
  const tests = request.tests.filter(({ outcome }) => !NEVER_RAN.has(outcome));
  if (!runner.abilities.coverage || !runner.abilities.selection) {
    return tell(tests, new Map(), `${runner.name} does not measure the lines of single tests`);
  }
  const runs = new Runs(runner, request, clock.now().getTime() + request.timeLimitMs);
  const told = new Map<string, Told>();
  const files = runner.abilities.coverageByTest === true ? new Set(tests.map(({ file }) => file)) : [];
  for (const file of files) {
    if (signal.aborted) break;
    const own = tests.filter((test) => test.file === file);
    const report = await runs.of(file, own, { clock, signal });
    if (report === undefined) break;
    for (const test of own) {
      const lines = linesApart(report, test);
      if (lines !== undefined) told.set(test.id, lines);
    }
    if (isMissing(report)) return tell(tests, told, whyMissing(report));
  }
  const groups = new Groups();
  for (const test of tests) {
    if (signal.aborted || told.has(test.id) || groups.tells(test)) continue;
    const report = await runs.of(test.file, [test], { clock, signal });
    if (report === undefined) break;
    told.set(test.id, linesAlone(report, test));
    if (isMissing(report)) return tell(tests, told, whyMissing(report), groups.together);
    const group = groupAround(test, report, tests);
    if (group === undefined || groups.has(group)) continue;
    const together = await runs.of(test.file, group, { clock, signal });
    if (together === undefined) break;
    groups.add(group, linesTogether(together, group));
  }
  return tell(tests, told, signal.aborted ? 'measuring was cancelled' : runs.whyNoMore, groups.together);
}

/** A test with those that ran beside it when it was to run alone; undefined when none did, or another one than those to measure. */
function groupAround(
  test: Measurable,
  { end, beside = [] }: TestReport,
  tests: readonly Measurable[],
): readonly Measurable[] | undefined {
  if (end.kind !== 'completed' || beside.length === 0) return undefined;
  const ran = new Set([test.id, ...beside]);
  const group = tests.filter(({ id, file }) => file === test.file && ran.has(id));
  return group.length === ran.size ? group : undefined;
}

/** Tests that only run together, and what was measured of them. */
class Groups {
  readonly together: TestsTogether[] = [];
  private readonly tried = new Set<string>();
  /** Of tests that stand in one place, as cases of one method do, one speaks for all. */
  private readonly spoken = new Set<string>();

  has(group: readonly Measurable[]): boolean {
    return this.tried.has(keyOf(group));
  }

  /** @param files undefined when a run of them tells nothing of them */
  add(group: readonly Measurable[], files: TestsTogether['files'] | undefined): void {
    this.tried.add(keyOf(group));
    if (files === undefined) return;
    this.together.push({ ids: group.map(({ id }) => id), files });
    if (new Set(group.map(({ line }) => line)).size > 1 || group[0]?.line === undefined) return;
    for (const { id } of group) this.spoken.add(id);
  }

  tells({ id }: Measurable): boolean {
    return this.spoken.has(id);
  }
}

function keyOf(group: readonly Measurable[]): string {
  return JSON.stringify(group.map(({ id }) => id));
}

/** Runs within the limits of a request. */
class Runs {
  whyNoMore = '';
  private count = 0;

  constructor(
    private readonly runner: TestRunner,
    private readonly request: MeasureRequest,
    /** Milliseconds since 1970. */
    private readonly end: number,
  ) {}

  /** Undefined when there is no more time, or were runs enough. */
  async of(
    file: string,
    tests: readonly Pick<TestResult, 'id'>[],
    { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  ): Promise<TestReport | undefined> {
    const { coverageOf, timeLimitMs, testTimeLimitMs, mostRuns } = this.request;
    const left = this.end - clock.now().getTime();
    if (left <= 0) this.whyNoMore = `the ${timeLimitMs / 1000} s for measuring were over`;
    else if (this.count >= mostRuns) this.whyNoMore = `only ${mostRuns} runs are made to measure`;
    if (this.whyNoMore !== '') return undefined;
    this.count += 1;
    const { abilities } = this.runner;
    const wanted = {
      files: [file],
      tests: tests.map(({ id }) => id),
      exactly: true as const,
      coverageOf,
      timeLimitMs: left,
      ...(abilities.testTimeLimit ? { testTimeLimitMs } : {}),
      ...(abilities.coverageByTest === true ? { coverageByTest: true as const } : {}),
    };
    for await (const event of this.runner.run(wanted, signal)) if (event.kind === 'run-ended') return event.report;
    throw new Error(`${this.runner.name} ended without a report`);
  }
}

/** What a run that keeps its tests apart says of one; undefined where it has to run alone. */
function linesApart({ end, coverage, tests }: TestReport, test: Pick<TestResult, 'id' | 'outcome'>): Told | undefined {
  if (end.kind !== 'completed' || coverage?.kind !== 'measured') return undefined;
  if (tests.find(({ id }) => id === test.id)?.outcome !== test.outcome) return undefined;
  return coverage.byTest?.find(({ id }) => id === test.id)?.files;
}

/** Whether something has to be installed before any test can be measured. */
function isMissing({ coverage }: TestReport): boolean {
  return coverage?.kind === 'unavailable' && coverage.install !== undefined;
}

function whyMissing({ coverage }: TestReport): string {
  return coverage?.kind === 'unavailable' ? `${coverage.detail} (${coverage.install})` : '';
}

/** @param why of those of which nothing is told */
function tell(
  tests: readonly Pick<TestResult, 'id'>[],
  told: ReadonlyMap<string, Told>,
  why: string,
  together: readonly TestsTogether[] = [],
): TestLines {
  const all = tests.map(({ id }) => ({ id, lines: told.get(id) ?? why }));
  const known = new Set(together.flatMap(({ ids }) => ids));
  return {
    tests: all.flatMap(({ id, lines }) => (typeof lines === 'string' ? [] : [{ id, files: lines }])),
    ...(together.length === 0 ? {} : { together }),
    unknown: all.flatMap(({ id, lines }) => (typeof lines === 'string' && !known.has(id) ? [{ id, why: lines }] : [])),
  };
}
