import type { TestPromise } from '../testcontract/testContract';
import type { TestResult } from '../testrun/report';
import { TRIVIAL_SUBJECTS } from '../testrun/substitute';
import { canFail } from './constantAssertion';
import { causeOf, isPanic } from './failureCause';
import { hiddenDefect } from './hiddenDefect';
import { independence } from './independence';
import type { CauseContext, Judgement } from './judgement';
import { RIGHT_REASONS } from './judgement';
import { unexplainedNames } from './missingCause';
import { OUTCOME_JUDGEMENTS } from './outcomeJudgements';
import { assertionSpoke, dependsOnSubject, fooledBy, ranWithStandIn, takesAnyValue } from './runsCompared';
import type { Subject } from './subject';
import { declaredAs, namesIn } from './subject';
import type { TestEvidence } from './testEvidence';

interface RedRule {
  /** What holds of a test of which the rule speaks. */
  readonly when: string;
  readonly judge: (evidence: TestEvidence, context: CauseContext) => Judgement | undefined;
}

/**
 * How a test of RED is judged: the first rule that speaks decides. What the run of the files as they stand shows comes first, then
 * the test's own text, then what only shows with a stand-in in the place of the subject. The last rule gives the right reasons.
 */
const RED_RULES: readonly RedRule[] = [
  { when: 'it did not end by itself, or not twice alike', judge: outcomeRule },
  { when: 'its file takes names from the subject that nobody specified', judge: unexplainedNamesRule },
  { when: 'it is stopped by a defect of its own', judge: ownDefectRule },
  { when: 'the missing module hid a defect', judge: hiddenDefect },
  { when: 'it has no assertion', judge: assertsNothingRule },
  { when: 'it asserts only what its own mocks were told', judge: assertsOnMocksRule },
  { when: 'it passes', judge: passesRule },
  { when: 'its assertion does not depend on the subject', judge: independence },
  { when: 'every trivial subject satisfies it', judge: vacuousRule },
  { when: 'it fails because the specified behaviour is not there', judge: rightReasonRule },
];

/** Reads `RED_RULES` from the top. */
export function judgeTest(evidence: TestEvidence, context: CauseContext): Judgement {
  for (const { judge } of RED_RULES) {
    const judgement = judge(evidence, context);
    if (judgement !== undefined) return judgement;
  }
  throw new Error('the last rule always speaks');
}

const FAILED: ReadonlySet<TestResult['outcome']> = new Set(['failed', 'collection-error', 'setup-error']);

function outcomeRule({ plain }: TestEvidence): Judgement | undefined {
  // A panic ends the whole process, and still says whose it is.
  if (isPanic(plain)) return undefined;
  return OUTCOME_JUDGEMENTS[plain.outcome]?.(plain);
}

function unexplainedNamesRule({ plain }: TestEvidence, { imports, subject }: CauseContext): Judgement | undefined {
  if (plain.outcome === 'passed') return undefined;
  const [stray] = imports.filter((each) => each.file === plain.file).flatMap((each) => unexplainedNames(each, subject));
  return stray === undefined ? undefined : { reason: 'unexplained-import', explanation: stray };
}

function ownDefectRule(evidence: TestEvidence, context: CauseContext): Judgement | undefined {
  if (!FAILED.has(evidence.plain.outcome) && !isPanic(evidence.plain)) return undefined;
  const cause = causeOf(evidence.plain, context);
  if (RIGHT_REASONS.has(cause.reason)) return undefined;
  return dependsOnSubject(evidence, cause.reason) ? undefined : cause;
}

function assertsNothingRule(evidence: TestEvidence, { subject }: CauseContext): Judgement | undefined {
  const { facts } = evidence;
  if (facts === undefined || assertionSpoke(evidence)) return undefined;
  if (facts.assertions.some((assertion) => canFail(assertion, facts))) return undefined;
  if (!takesAnyValue(evidence) && callsUnreadHelper(facts, subject)) return undefined;
  return { reason: 'asserts-nothing', explanation: 'asserts nothing, neither itself nor through its helpers' };
}

const HELPER_CALL = /\b(\w*(?:assert|expect|check|verify|ensure|should)\w*)\s*\(/gi;

/** A helper from elsewhere that is named like an assertion may be one: nobody has read it. */
function callsUnreadHelper({ body }: TestPromise, subject: Subject): boolean {
  const own = new Set(namesIn(subject.interface));
  return [...body.matchAll(HELPER_CALL)].some(([, name = '']) => !own.has(name) && !body.includes(`def ${name}(`));
}

function assertsOnMocksRule(evidence: TestEvidence): Judgement | undefined {
  const { facts, touched, standIn, plain } = evidence;
  if (facts === undefined || facts.assertions.length === 0) return undefined;
  if (!facts.assertions.every((assertion) => assertion.onOwnMocks)) return undefined;
  const passes = plain.outcome === 'passed' || standIn?.outcome === 'passed';
  if (!passes && (touched === undefined || touched.length > 0)) return undefined;
  const explanation = 'asserts only on mocks that it set up itself, and the subject is not called in between';
  return { reason: 'asserts-on-mocks', explanation };
}

function passesRule({ plain }: TestEvidence): Judgement | undefined {
  if (plain.outcome !== 'passed') return undefined;
  return { reason: 'passes', explanation: 'passes although nothing is implemented: it proves nothing' };
}

function vacuousRule(evidence: TestEvidence, { subject }: CauseContext): Judgement | undefined {
  const isFooledByAll = fooledBy(evidence).length === TRIVIAL_SUBJECTS.length;
  if (!isFooledByAll || asksForShape(evidence, subject)) return undefined;
  const explanation =
    'every trivial subject satisfies it: one that gives nothing, 0, something empty or its argument, and one that only raises';
  return { reason: 'vacuous', explanation };
}

/** Subjects take their enums and exceptions from the specification; a test that asks for nothing else is none the worse for it. */
function asksForShape({ touched = [] }: TestEvidence, subject: Subject): boolean {
  const kinds = touched.map((name) => declaredAs(subject.interface, name)?.kind);
  return kinds.length > 0 && kinds.every((kind) => kind === 'enum' || kind === 'value' || kind === 'exception');
}

function rightReasonRule(evidence: TestEvidence, context: CauseContext): Judgement {
  const cause = causeOf(evidence.plain, context);
  if (!RIGHT_REASONS.has(cause.reason)) {
    const explanation = `cannot use what the subject gives: ${cause.explanation}`;
    return { reason: 'assertion', explanation };
  }
  const further = cause.reason === 'subject-missing' ? ranWithStandIn(evidence) : undefined;
  return further === undefined ? cause : { ...cause, explanation: `${cause.explanation}; ${further}` };
}
