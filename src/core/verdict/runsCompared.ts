import type { TestResult } from '../testrun/report';
import type { TrivialSubject } from '../testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../testrun/substitute';
import { describeError, firstLine, isAssertion } from './failureCause';
import { lineInTest } from './failurePlace';
import type { TestEvidence } from './testEvidence';
import type { TestReason } from './verdict';

/** The trivial subjects that let a test run on; the one that raises ends it at the first use. */
const GIVING: readonly TrivialSubject[] = TRIVIAL_SUBJECTS.filter((subject) => subject !== 'raises');

/** The trivial subjects that satisfy a test, in their usual order. */
export function fooledBy({ probes }: TestEvidence): readonly TrivialSubject[] {
  return TRIVIAL_SUBJECTS.filter((subject) => probes.get(subject)?.outcome === 'passed');
}

/** Whether the test passes with whatever a subject gives. */
export function takesAnyValue({ probes }: TestEvidence): boolean {
  return GIVING.every((subject) => probes.get(subject)?.outcome === 'passed');
}

/** Whether an assertion decided in any of the runs, so that there is one, whoever could not read it. */
export function assertionSpoke({ plain, standIn, probes }: TestEvidence): boolean {
  return [plain, standIn, ...probes.values()].some(
    (result) => result?.outcome === 'failed' && result.failure !== undefined && isAssertion(result.failure),
  );
}

/**
 * How the test fails with every trivial subject that gives a value, when it fails with all of them alike; undefined when they
 * differ, when one satisfies it, or when not all were tried.
 */
export function failsAlways({ probes }: TestEvidence): TestResult | undefined {
  const results = GIVING.map((subject) => probes.get(subject));
  const [first] = results;
  if (first?.failure === undefined) return undefined;
  const isSame = results.every((result) => result?.failure !== undefined && keyOf(result) === keyOf(first));
  return isSame ? first : undefined;
}

const OF_VALUES = new Set([
  'TypeError',
  'AttributeError',
  'KeyError',
  'IndexError',
  'ValueError',
  'RangeError',
  'StopIteration',
]);

/**
 * Whether an error in the test's own lines comes from the value that the subject gave: it is another one, or none, with other
 * subjects. A name that nobody knows is wrong with all of them.
 */
export function dependsOnSubject(evidence: TestEvidence, reason: TestReason): boolean {
  const { plain, probes, touched } = evidence;
  if (reason !== 'test-error' && reason !== 'fixture-error' && reason !== 'library-error') return false;
  if (reason !== 'library-error' && !OF_VALUES.has(plain.failure?.exception ?? '')) return false;
  if (touched === undefined || touched.length === 0) return false;
  const isComplete = GIVING.every((subject) => probes.has(subject));
  return (
    isComplete &&
    failsAlways(evidence) === undefined &&
    !GIVING.every((subject) => isSameAs(probes.get(subject), plain))
  );
}

/** Where a test got to that a missing module had held back; undefined when it was not run with a stand-in. */
export function ranWithStandIn({ standIn }: TestEvidence): string | undefined {
  if (standIn?.failure === undefined) return undefined;
  const line = lineInTest(standIn);
  const at = line === undefined ? '' : ` at line ${line}`;
  if (isAssertion(standIn.failure)) {
    return `with a stand-in its assertion${at} fails: ${firstLine(standIn.failure.message) || standIn.failure.exception}`;
  }
  const message = firstLine(standIn.failure.message);
  const cause = / is not implemented$/.test(message) ? message : describeError(standIn.failure);
  return `with a stand-in it stops${at} because ${cause.replace(/^NotImplementedError: /, '')}`;
}

/** Addresses differ from run to run and mean nothing. */
export function keyOf({ outcome, failure }: TestResult): string {
  const message = (failure?.message ?? '').replace(/\b0x[0-9a-fA-F]+\b/g, '0x');
  return `${outcome}\n${failure?.exception ?? ''}\n${message}`;
}

function isSameAs(result: TestResult | undefined, other: TestResult): boolean {
  return result !== undefined && keyOf(result) === keyOf(other);
}
