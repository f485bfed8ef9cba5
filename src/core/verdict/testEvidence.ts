import type { TestPromise } from '../testcontract/testContract';
import type { TestReport, TestResult } from '../testrun/report';
import type { TrivialSubject } from '../testrun/substitute';
import type { RedEvidence } from './redEvidence';

/** All that is known of one test. */
export interface TestEvidence {
  /** As the files stand; of the whole file when that could not be loaded and so held the test back. */
  readonly plain: TestResult;
  /** The test itself, by its own name: of the run in which it got furthest. */
  readonly test: TestResult;
  /** With a stand-in subject; undefined when there was no such run, or it did not get to the test. */
  readonly standIn: TestResult | undefined;
  readonly probes: ReadonlyMap<TrivialSubject, TestResult>;
  /** Before the change, when the test was the same then. */
  readonly before: TestResult | undefined;
  readonly facts: TestPromise | undefined;
  /** What it uses of the subject, over all runs; undefined when no run can tell. */
  readonly touched: readonly string[] | undefined;
  /** `FR-001` and the like that stand with the test. */
  readonly requirements: readonly string[];
}

/** Joins the runs test by test. What kept a file from being loaded stands for each of its tests that another run knows. */
export function testEvidence(evidence: RedEvidence): readonly TestEvidence[] {
  const { plain, standIn, probes, before } = evidence;
  const later = standIn === undefined ? [] : standIn.tests.filter((test) => !isCut(test, standIn));
  const byId = new Map(later.map((test) => [test.id, test]));
  const own = new Set(plain.tests.map((test) => test.id));
  const strays = later.filter((test) => !own.has(test.id));
  const isKnownBefore = new Map(before?.tests.map((test) => [test.id, test]));
  const taken = new Set<TestResult>();

  const join = (held: TestResult, test: TestResult): TestEvidence => {
    const found = probes.flatMap(({ subject, report }): (readonly [TrivialSubject, TestResult])[] => {
      const result = report.tests.find(({ id }) => id === test.id);
      return result === undefined || isCut(result, report) ? [] : [[subject, result]];
    });
    const standingIn = byId.get(test.id);
    const used = [standingIn, ...found.map(([, result]) => result)].flatMap((result) => result?.touched ?? []);
    const canTell = standingIn?.touched !== undefined;
    return {
      plain: held,
      test,
      standIn: standingIn,
      probes: new Map(found),
      before: isKnownBefore.get(test.id) ?? isKnownBefore.get(held.id),
      facts: evidence.facts(test),
      touched: canTell ? [...new Set(used)] : undefined,
      requirements: evidence.requirementsOf(test),
    };
  };

  const joined = plain.tests.flatMap((held) => {
    if (held.outcome !== 'collection-error' && held.id !== held.file) return [join(held, held)];
    const inside = strays.filter((test) => !taken.has(test) && isHeldBackBy(test, held));
    for (const test of inside) taken.add(test);
    // Its own name in a later run comes first; a file's name is no test.
    if (inside.length === 0 || byId.has(held.id)) return [join(held, held), ...inside.map((test) => join(held, test))];
    return inside.map((test) => join(held, test));
  });
  const missed = uncollected(evidence, joined).map((test) => join(test, test));
  const isOnlyFile = ({ test }: TestEvidence) =>
    test.id === test.file && missed.some(({ test: { file } }) => file === test.file);
  return [...joined.filter((each) => !isOnlyFile(each)), ...missed];
}

const NOT_COLLECTED = 'the runner does not take it for a test, by its name or by its class';

/** Tests that stand in a file which was loaded, and of whose name no run has one: an inherited test runs in another class. */
function uncollected({ written, plain, standIn }: RedEvidence, joined: readonly TestEvidence[]): readonly TestResult[] {
  const run = standIn ?? plain;
  if (run.end.kind !== 'completed' && run.end.kind !== 'none-ran') return [];
  const broken = new Set(run.tests.filter((test) => test.outcome === 'collection-error').map(({ file }) => file));
  const found = new Set(joined.map(({ test: { file, name } }) => `${file} ${name.replace(/\[.*$/s, '')}`));
  return written.flatMap(({ file, path, line }): TestResult[] => {
    const name = path.at(-1) ?? '';
    if (broken.has(file) || found.has(`${file} ${name}`)) return [];
    const failure = { exception: '', message: NOT_COLLECTED, details: '' };
    const id = [file, ...path].join('::');
    return [{ id, name, file, line, outcome: 'not-run', durationMs: 0, failure }];
  });
}

/** A parametrised test is known by its bare name as long as its file cannot be loaded. */
function isHeldBackBy(test: TestResult, held: TestResult): boolean {
  if (held.id === held.file || !held.id.startsWith(`${held.file}::`)) return test.file === held.file;
  return test.id.startsWith(`${held.id}[`) || test.id.startsWith(`${held.id}::`);
}

function isCut(test: TestResult, report: TestReport): boolean {
  return test.outcome === 'not-run' && report.end.kind !== 'completed';
}
