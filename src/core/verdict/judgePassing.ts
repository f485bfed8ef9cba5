import type { ContractChange } from '../testcontract/contractChange';
import type { TestReport } from '../testrun/report';
import { judgeGone, judgeOutcome } from './judgeOutcome';
import type { Check, JudgedTest } from './verdict';

/**
 * What became of the tests since RED accepted them: by what they promise where that was stored, else by their bytes. `accepted` are the
 * files in which a person agreed to the change.
 */
export type TestsSinceRed =
  | { readonly by: 'promise'; readonly changes: readonly ContractChange[]; readonly accepted: readonly string[] }
  | { readonly by: 'bytes'; readonly files: readonly string[]; readonly accepted: readonly string[] };

/** The tests of a component in a phase in which each of them has to pass. */
export interface Passing {
  readonly tests: readonly JudgedTest[];
  readonly reached: boolean;
  /** One sentence. */
  readonly summary: string;
  readonly checks: readonly Check[];
}

/**
 * Whether every test passes, and is one that RED accepted.
 * @param before the run before the change: what passed there must still be there
 */
export function judgePassing(
  report: TestReport,
  before: TestReport | undefined,
  since: TestsSinceRed | undefined,
): Passing {
  const present = new Set(report.tests.map((test) => test.id));
  const gone = (before?.tests ?? []).filter(({ id, outcome }) => outcome === 'passed' && !present.has(id));
  const tests = [...report.tests.map(judgeOutcome), ...gone.map(judgeGone)];
  const changed = since === undefined ? undefined : unchangedCheck(since);
  const own = ownTests(tests);
  const failed = [changed, own].find((check) => check?.result === 'failed');
  const count = report.tests.filter((test) => test.outcome === 'passed').length;
  return {
    tests,
    reached: failed === undefined,
    summary:
      failed?.detail ??
      `${count} ${count === 1 ? 'test passes' : 'tests pass'}${since === undefined ? '' : sameness(since, count)}.`,
    checks: changed === undefined ? [own] : [own, changed],
  };
}

function sameness({ by, accepted }: TestsSinceRed, count: number): string {
  if (accepted.length > 0) return ` after the change of the tests that you accepted in ${accepted.join(', ')}`;
  const one = count === 1;
  return by === 'bytes'
    ? `, ${one ? 'its file' : 'their files'} unchanged`
    : `, and ${one ? 'promises' : 'promise'} what RED accepted`;
}

function ownTests(tests: readonly JudgedTest[]): Check {
  const wrong = tests.filter((test) => !test.asNeeded);
  const flaky = wrong.filter(({ reason }) => reason === 'flaky');
  const ends = wrong.length === 1 ? 'does' : 'do';
  const detail =
    wrong.length === 0
      ? `${tests.length} of ${tests.length} tests pass.`
      : flaky.length === wrong.length
        ? `${wrong.length} of ${tests.length} tests ${ends} not pass each time: ${namesOf(flaky)}.`
        : `${wrong.length} of ${tests.length} tests ${ends} not pass.`;
  return { name: 'tests', result: wrong.length === 0 ? 'passed' : 'failed', detail };
}

function unchangedCheck(since: TestsSinceRed): Check {
  const name = 'tests unchanged';
  const but = since.accepted.length === 0 ? '.' : `, but for what you accepted in ${since.accepted.join(', ')}.`;
  if (since.by === 'bytes') {
    return since.files.length === 0
      ? { name, result: 'passed', detail: `The test files are those that RED accepted${but}` }
      : { name, result: 'failed', detail: `The tests were changed since RED: ${since.files.join(', ')}.` };
  }
  // More tests are no change of what the others promise, and each of them has to pass as well.
  const changes = since.changes.filter(({ kind }) => kind !== 'test-added');
  const told = changes.map(({ file, line, detail }) => `${file}:${line} ${detail}`);
  return changes.length === 0
    ? { name, result: 'passed', detail: `The tests promise what they promised when RED accepted them${but}` }
    : { name, result: 'failed', detail: `What the tests promise was changed since RED: ${told.join('; ')}.` };
}

export function namesOf(tests: readonly JudgedTest[]): string {
  const names = tests.slice(0, 3).map(({ name }) => name);
  return tests.length > names.length ? `${names.join(', ')} and ${tests.length - names.length} more` : names.join(', ');
}
