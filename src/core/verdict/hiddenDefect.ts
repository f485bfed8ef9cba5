import type { TestResult } from '../testrun/report';
import { causeOf } from './failureCause';
import type { CauseContext, Judgement } from './judgement';
import { RIGHT_REASONS } from './judgement';
import { hint } from './missingCause';
import { OUTCOME_JUDGEMENTS } from './outcomeJudgements';
import { failsAlways } from './runsCompared';
import { declaredAs, didYouMean } from './subject';
import type { TestEvidence } from './testEvidence';

/** Errors that no value of any subject can bring about. */
const OF_NOBODY = new Set(['NameError', 'ReferenceError', 'FixtureLookupError']);

/**
 * A defect of the test that only shows once something stands in the place of the missing module: in the run with the stand-in,
 * or with a trivial subject that lets the test run further. What a stand-in's own values bring about is no defect.
 */
export function hiddenDefect(evidence: TestEvidence, context: CauseContext): Judgement | undefined {
  const { standIn, probes, plain } = evidence;
  if (standIn === undefined || plain.outcome === 'passed') return undefined;
  const later = { ...context, hasStandIn: true };
  const wasHeldBack = isHeldBack(evidence.plain);
  const ended = wasHeldBack ? OUTCOME_JUDGEMENTS[standIn.outcome]?.(standIn) : undefined;
  if (ended !== undefined) return withStandIn(ended);

  const results = [standIn, ...probes.values()];
  const certain = results.find((result) => isNowhere(result) || (wasHeldBack && isUnexplained(result, later)));
  if (certain !== undefined && !RIGHT_REASONS.has(causeOf(certain, later).reason))
    return withStandIn(causeOf(certain, later));

  const always = failsAlways(evidence);
  const cause = always === undefined ? undefined : causeOf(always, later);
  if (wasHeldBack && always !== undefined && cause !== undefined && isOwnError(evidence, always, cause))
    return withStandIn(cause);
  return misspeltMember(evidence, context);
}

/** Whether a missing module kept the test from running. */
function isHeldBack({ outcome, failure }: TestResult): boolean {
  return outcome === 'collection-error' || failure?.missingModule !== undefined;
}

function isNowhere({ failure }: TestResult): boolean {
  return failure !== undefined && OF_NOBODY.has(failure.exception);
}

/** An import that the stand-in does not explain is always a defect. */
function isUnexplained(result: TestResult, context: CauseContext): boolean {
  const { failure, outcome } = result;
  if (failure?.missingModule !== undefined) return true;
  const isImport = failure?.exception === 'ImportError' || outcome === 'collection-error';
  return isImport && failure?.missingSymbol !== undefined && causeOf(result, context).reason === 'unexplained-import';
}

/** What a stand-in may bring about that is not what it should be, and what a test may throw as its way to assert. */
const OF_STAND_INS = /^(?:|Error|Exception|RuntimeError|TypeError|AttributeError|ValueError)$/;

/** Files, connections and permissions are nothing that a stand-in could have. */
const OF_SYSTEM =
  /^(?:E[A-Z]{4,}\b|.*\[Errno \d+\])|(?:^|\n)(?:FileNotFound|NotADirectory|IsADirectory|Permission|Connection\w*|OS|NoSuchFile)(?:Error|Exception)\b/;

/** Whether an error that every subject meets is the test's own: it is for certain as long as the subject was not used. */
function isOwnError({ touched }: TestEvidence, { failure }: TestResult, { reason }: Judgement): boolean {
  if (reason !== 'library-error' && reason !== 'fixture-error' && reason !== 'test-error') return false;
  if (touched?.length === 0 || OF_SYSTEM.test(`${failure?.message ?? ''}\n${failure?.exception ?? ''}`)) return true;
  const isOfLibrary = reason === 'library-error' || failure?.frames?.[0]?.library === true;
  return !isOfLibrary && !OF_STAND_INS.test(failure?.exception ?? '');
}

/** A member that a declared class does not declare, although it declares one that is nearly the same. */
function misspeltMember({ touched }: TestEvidence, { subject }: CauseContext): Judgement | undefined {
  for (const used of touched ?? []) {
    const at = used.lastIndexOf('.');
    const [owner, member] = [used.slice(0, Math.max(0, at)), used.slice(at + 1)];
    const declared = at < 0 ? undefined : declaredAs(subject.interface, owner);
    if (declared === undefined || subject.words.has(member)) continue;
    const names = declared.members.map(({ name }) => name);
    if (names.includes(member) || didYouMean(member, names) === undefined) continue;
    const explanation = `uses ${used}, which the specification does not mention${hint(member, names)}`;
    return { reason: 'unexplained-import', explanation };
  }
  return undefined;
}

function withStandIn({ reason, explanation }: Judgement): Judgement {
  return { reason, explanation: `with a stand-in for the module under test it ${asPredicate(explanation)}` };
}

function asPredicate(explanation: string): string {
  return /^(?:is|did|ended|imports|needs)\b/.test(explanation) ? explanation : `shows that ${explanation}`;
}
