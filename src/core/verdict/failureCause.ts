import type { TestFailure, TestResult } from '../testrun/report';
import { placeOf } from './failurePlace';
import type { CauseContext, Judgement } from './judgement';
import { missingModuleCause, missingSymbolCause } from './missingCause';

type Cause = (failure: TestFailure, test: TestResult, context: CauseContext) => Judgement | undefined;

/** Why a test failed, judged by this one run. In this order; the first that speaks decides. */
const CAUSES: readonly Cause[] = [
  missingModuleCause,
  missingSymbolCause,
  brokenImport,
  syntaxError,
  notRunnable,
  notImplemented,
  subjectError,
  setUpError,
  assertion,
  libraryError,
  testError,
];

/** Why a test failed, by the first cause that fits. */
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

/** Whether a panic of the test or of what it called ended the process, as in Go. */
export function isPanic({ outcome, failure }: TestResult): boolean {
  return outcome === 'crashed' && failure?.exception === 'panic';
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
/** Matchers of promises tell of the rejection that they met. */
const REJECTED = /\bpromise rejected\b[\s\S]*\bnot (?:yet )?implemented\b/i;
const NOT_IMPLEMENTED = /\b(?:not (?:yet )?implemented|unimplemented)\b/i;

function syntaxError(
  { exception, message }: TestFailure,
  test: TestResult,
  { subject }: CauseContext,
): Judgement | undefined {
  const isLoading = test.outcome === 'collection-error' || test.id === test.file;
  if (!SYNTAX_ERRORS.has(exception) || !isLoading) return undefined;
  return names(message, nameOf(subject.implementationPath))
    ? { reason: 'subject-error', explanation: `the module under test has a syntax error: ${firstLine(message)}` }
    : { reason: 'syntax-error', explanation: `the test file has a syntax error: ${firstLine(message)}` };
}

/** Whether a text names a file; `test_cart.py` does not name `cart.py`. */
function names(text: string, path: string): boolean {
  const at = text.indexOf(path);
  return at === 0 || (at > 0 && !/[\w./-]/.test(text[at - 1] ?? ''));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** An import that fails for another reason than that something is not there: a relative one without a package. */
function brokenImport(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  if (failure.exception !== 'ImportError' || placeOf(failure, test, subject).kind === 'subject') return undefined;
  return { reason: 'unexplained-import', explanation: `has an import that cannot work: ${firstLine(failure.message)}` };
}

/** pytest itself fails what it cannot run. */
function notRunnable({ message }: TestFailure): Judgement | undefined {
  if (!message.startsWith('async def functions are not natively supported')) return undefined;
  return { reason: 'not-run', explanation: 'does not run: it is asynchronous, and no plugin is there that awaits it' };
}

/** The subject says so; a test that says it of itself is unfinished. A stand-in speaks from where it was used. */
function notImplemented(failure: TestFailure, test: TestResult, context: CauseContext): Judgement | undefined {
  const says = failure.exception === 'NotImplementedError' || NOT_IMPLEMENTED.test(firstLine(failure.message));
  const isTold = context.hasStandIn || placeOf(failure, test, context.subject).kind !== 'test';
  if (!(says && isTold) && !REJECTED.test(failure.message)) return undefined;
  const said = firstLine(failure.message) || failure.exception;
  return { reason: 'not-implemented', explanation: `the subject says that it is not implemented: ${said}` };
}

function subjectError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  const place = placeOf(failure, test, subject);
  const isInDetails =
    failure.frames === undefined && !isAssertion(failure) && names(failure.details, subject.implementationPath);
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

function setUpError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  const place = placeOf(failure, test, subject);
  const isShared = test.outcome === 'collection-error' && place.kind === 'test' && place.frame.file !== test.file;
  const isSetUp = failure.frames?.some((frame) => frame.file === test.file && SET_UP.test(frame.function)) === true;
  if (test.outcome !== 'setup-error' && !isShared && !isSetUp) return undefined;
  const where = place.kind === 'test' ? `, at ${place.frame.file}:${place.frame.line}` : '';
  return { reason: 'fixture-error', explanation: `its set-up fails with ${describeError(failure)}${where}` };
}

/** pytest runs the set-up of a `unittest.TestCase` as a part of the test; Go has one for all tests of a package. */
const SET_UP = /(?:^|\.)(?:asyncSetUp|setUp(?:Class|Module)?|TestMain)$/;

function libraryError(failure: TestFailure, test: TestResult, { subject }: CauseContext): Judgement | undefined {
  const place = placeOf(failure, test, subject);
  if (place.kind !== 'library') return undefined;
  const explanation = `a library that the test uses raises ${describeError(failure)}, at ${place.frame.file}:${place.frame.line}`;
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
