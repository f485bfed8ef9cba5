import type { TestReport } from '../testrun/report';
import { judgeGone, whatHappenedTo } from './judgeOutcome';
import { namesOf } from './judgePassing';
import { whatHappened } from './runVerdict';
import type { Check, JudgedTest } from './verdict';

/** Test files beside the component's own that import what the change touches, run before it and after. */
export interface OtherTests {
  readonly files: readonly string[];
  /** Undefined when they were not run then. */
  readonly before: TestReport | undefined;
  readonly after: TestReport | undefined;
  /** What could not be looked at; each one sentence. */
  readonly notes: readonly string[];
}

export interface JudgedOthers {
  readonly check: Check;
  /** Those that passed before the change and do not now. */
  readonly regressed: readonly JudgedTest[];
  readonly notes: readonly string[];
}

/** Whether anything that passed before the change fails now. What failed before is nobody's fault here, and is named. */
export function judgeOtherTests({ files, before, after, notes }: OtherTests): JudgedOthers {
  const name = 'other tests';
  if (files.length === 0) {
    const detail = 'No other test file imports what the change touches.';
    return { check: { name, result: 'passed', detail }, regressed: [], notes };
  }
  const cut = before === undefined ? 'They were not run before the change.' : whatHappened(before);
  if (before === undefined || cut !== undefined) {
    const detail = `Whether tests of ${listed(files)} fail that passed before is not known: ${cut}`;
    return { check: { name, result: 'not-available', detail }, regressed: [], notes };
  }
  const passed = before.tests.filter(({ outcome }) => outcome === 'passed');
  const broken = after === undefined ? 'They were not run after it.' : whatHappened(after);
  if (after === undefined || broken !== undefined) {
    const isLoss = passed.length > 0;
    const detail = `The tests of ${listed(files)} ran to their end before the change, and not now: ${broken}`;
    return { check: { name, result: isLoss ? 'failed' : 'not-available', detail }, regressed: [], notes };
  }
  const now = new Map(after.tests.map((test) => [test.id, test]));
  const regressed = passed.flatMap((test): readonly JudgedTest[] => {
    const result = now.get(test.id);
    if (result === undefined) return [judgeGone(test)];
    if (result.outcome === 'passed' || result.outcome === 'flaky') return [];
    const explanation = `passed before the change; ${whatHappenedTo(result)}`;
    const about = { ...judgeGone(test), line: result.line, outcome: result.outcome };
    return [{ ...about, reason: 'regressed', explanation }];
  });
  const notNow = new Set(after.tests.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id));
  const already = before.tests.filter(({ id, outcome }) => outcome !== 'passed' && notNow.has(id)).length;
  const flaky = after.tests.filter(({ outcome }) => outcome === 'flaky').map(({ id }) => id);
  return {
    check: {
      name,
      result: regressed.length === 0 ? 'passed' : 'failed',
      detail: told(regressed, passed.length, files),
    },
    regressed,
    notes: [
      ...notes,
      ...(already === 0 ? [] : [`${count(already)} of ${listed(files)} did not pass before the change either.`]),
      ...(flaky.length === 0 ? [] : [`Passed once and failed once, so not counted: ${flaky.join(', ')}.`]),
    ],
  };
}

function told(regressed: readonly JudgedTest[], passed: number, files: readonly string[]): string {
  if (regressed.length === 0)
    return `${count(passed)} of ${listed(files)} ${passed === 1 ? 'passes' : 'pass'} as before.`;
  const verb = regressed.length === 1 ? 'passed before the change and does' : 'passed before the change and do';
  return `${count(regressed.length)} of other files ${verb} not now: ${namesOf(regressed)}.`;
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'test' : 'tests'}`;
}

function listed(files: readonly string[]): string {
  return files.length <= 3 ? files.join(', ') : `${files.slice(0, 3).join(', ')} and ${files.length - 3} more files`;
}
