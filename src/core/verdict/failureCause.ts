import type { TestFailure, TestResult } from '../testrun/report';
import { placeOf } from './failurePlace';
import type { CauseContext, Judgement } from './judgement';
import { missingModuleCause, missingSymbolCause } from './missingCause';

type Cause = (failure: TestFailure, test: TestResult, context: CauseContext) => Judgement | undefined;

/** Why a test failed, judged by this one run. In this order; the first that speaks decides. */
const CAUSES: readonly Cause[] = [
  missingModuleCause,
  missingSymbolCause,
  syntaxError,
  notImplemented,
  subjectError,
  assertion,
  setUpError,
  libraryError,
  testError,
];

export function causeOf(test: TestResult, context: CauseContext): Judgement {
  const failure = test.failure ?? { exception: '', message: '', details: '' };
  for (const cause of CAUSES) {
    const judgement = cause(failure, test, context);
    if (judgement !== undefined) return judgement;
  }
  throw new Error('the last cause always speaks');
}

/** `TypeError: boom`, on one line. */
export function describeError({ exception, message }: TestFailure): string {
  return [exception, firstLine(message)].filter((part) => part !== '').join(': ') || 'no word of why';
}

export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

/** Whether an assertion speaks, of the language, the runner or a library of matchers. */
export function isAssertion({ exception, message, expected, actual }: TestFailure): boolean {
  if (ASSERTION.test(exception)) return true;
  const compares = expected !== undefined || actual !== undefined;
  return compares || (exception === '' && message.trim() !== '' && !PANIC.test(message));
}

const ASSERTION = /(?:^|[.$])(?:\w*Assertion\w*|Failed|TestFailure|ComparisonFailure|MultipleFailuresError)$/;
const PANIC = /^panic\b|\bpanicked at\b(?!.*assertion)|runtime error:/;
const SYNTAX_ERRORS = new Set(['SyntaxError', 'IndentationError', 'TabError']);
const NOT_IMPLEMENTED = /\b(?:not (?:yet )?implemented|unimplemented)\b/i;

function syntaxError(
  { exception, message }: TestFailure,
  test: TestResult,
  { subject }: CauseContext,
): Judgement | undefined {
  const isLoading = test.outcome === 'collection-error' || test.id === test.file;
  if (!SYNTAX_ERRORS.has(exception) || !isLoading) return undefined;
  const [named, own] = [nameOf(subject.implementationPath), nameOf(test.file)];
  return named !== own && message.includes(named)
    ? { reason: 'subject-error', explanation: `the module under test has a syntax error: ${firstLine(message)}` }
    : { reason: 'syntax-error', explanation: `the test file has a syntax error: ${firstLine(message)}` };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The subject says so; a test that says it of itself is unfinished. A stand-in speaks from where it was used. */
function notImplemented(failure: TestFailure, test: TestResult, context: CauseContext): Judgement | undefined {
  const says = failure.exception === 'NotImplementedError' || NOT_IMPLEMENTED.test(firstLine(failure.message));
  if (!says || (!context.hasStandIn && placeOf(failure, test, context.subject).kind === 'test')) return undefined;
  const said = firstLine(failure.message) || failure.exception;
  return { reason: 'not-implemented', explanation: `the subject says that it is not implemented: ${said}` };
}

function subjectError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  const place = placeOf(failure, test, subject);
  const isInDetails =
    place.kind === 'unknown' && !isAssertion(failure) && failure.details.includes(subject.implementationPath);
  if (place.kind !== 'subject' && !isInDetails) return undefined;
  const at = place.kind === 'subject' ? `, at ${place.frame.file}:${place.frame.line}` : '';
  return { reason: 'subject-error', explanation: `the module under test raises ${describeError(failure)}${at}` };
}

function assertion(failure: TestFailure, { outcome }: TestResult): Judgement | undefined {
  if (outcome !== 'failed' || !isAssertion(failure)) return undefined;
  return {
    reason: 'assertion',
    explanation: `the assertion fails: ${firstLine(failure.message) || failure.exception}`,
  };
}

function setUpError(failure: TestFailure, { outcome }: TestResult): Judgement | undefined {
  if (outcome !== 'setup-error') return undefined;
  return { reason: 'fixture-error', explanation: `its set-up fails with ${describeError(failure)}` };
}

function libraryError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  const place = placeOf(failure, test, subject);
  if (place.kind !== 'library') return undefined;
  const explanation = `an installed library raises ${describeError(failure)}, at ${place.frame.file}:${place.frame.line}`;
  return { reason: 'library-error', explanation };
}

function testError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement {
  const place = placeOf(failure, test, subject);
  const where =
    place.kind === 'project'
      ? `${place.frame.file}, which is not the module under test, raises`
      : test.outcome === 'collection-error'
        ? 'its file cannot be loaded:'
        : "the test's own code raises";
  const at = place.kind === 'unknown' || place.kind === 'project' ? '' : `, at ${place.frame.file}:${place.frame.line}`;
  return { reason: 'test-error', explanation: `${where} ${describeError(failure)}${at}` };
}
