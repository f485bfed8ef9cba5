import { countOf } from '../lib/countOf';
import { fullName } from '../testrun/fullName';
import type { TestResult } from '../testrun/report';
import { isRed } from '../testrun/report';
import type { TrivialSubject } from '../testrun/substitute';
import { isPanic } from './failureCause';
import type { CauseContext, Judgement } from './judgement';
import { RIGHT_REASONS } from './judgement';
import type { RedEvidence } from './redEvidence';
import { judgeTest } from './redRules';
import { fooledBy, keyOf } from './runsCompared';
import { runProblem, verdictFrom, whatHappened } from './runVerdict';
import type { TestEvidence } from './testEvidence';
import { testEvidence } from './testEvidence';
import { vacuityBlocks } from './vacuity';
import type { JudgedTest, VacuityBlock, Verdict } from './verdict';
import type { Waiver } from './waiver';
import { WAIVABLE_REASONS, waiverOf } from './waiver';

/**
 * RED: at least one new test, each fails because the specified behaviour is not there and for no other reason, and no method and no
 * requirement is left to tests that a trivial subject satisfies.
 */
export function judgeRed(evidence: RedEvidence): Verdict {
  const { plain, subject, waivers } = evidence;
  const ran = plain.end.kind === 'completed' || plain.end.kind === 'died' || plain.end.kind === 'timed-out';
  const broken = ran && plain.tests.length > 0 ? undefined : runProblem('red', plain);
  if (broken !== undefined) return broken;
  const context: CauseContext = { subject, imports: plain.imports, hasStandIn: false };
  const all = testEvidence(evidence).map((each) => judgeOne(each, context, waivers));
  const counted = all.filter((test) => !isOld(test, evidence));
  const fresh = counted.filter((test) => !isPreExisting(test, evidence));
  // An old test that passes may be the one that pins a method down.
  const right = all.filter((test) => test.isRight || isOld(test, evidence)).map((test) => test.evidence);
  const asked = new Set(fresh.map((test) => test.evidence));
  const blocks = vacuityBlocks(right, (test) => asked.has(test), evidence);
  const tests = counted.map((test) => (fresh.includes(test) ? judgedTest(test) : preExisting(test)));
  const wrong = fresh.filter((test) => !test.isRight).length;
  const waived = fresh.filter((test) => test.waiver !== undefined).length;
  const failing = fresh.filter((test) => test.waiver === undefined || isRed(test.evidence.plain.outcome)).length;
  // Where a panic ends the run and every test has its right reason all the same, nothing is left unknown.
  const isExplained =
    plain.end.kind === 'died' && all.every((test) => test.isRight) && all.some((test) => isPanic(test.evidence.plain));
  const stopped = isExplained ? undefined : whatHappened(plain);
  return verdictFrom('red', plain, {
    reached: stopped === undefined && failing > 0 && wrong === 0 && blocks.length === 0,
    summary: stopped ?? summaryOf({ fresh: fresh.length, counted: counted.length, wrong, waived, failing, blocks }),
    tests,
    notes: [
      ...notesOf(all, counted, fresh),
      ...blocks.map(describeBlock),
      ...waivers.map(describeWaiver),
      ...evidence.notes,
    ],
    ...(blocks.length === 0 ? {} : { blocks }),
  });
}

interface Judged {
  readonly evidence: TestEvidence;
  readonly judgement: Judgement;
  /** Whether it fails for a right reason, or a person said that it will do. */
  readonly isRight: boolean;
  /** The person's word, where it was needed. */
  readonly waiver?: Waiver;
}

function judgeOne(evidence: TestEvidence, context: CauseContext, waivers: readonly Waiver[]): Judged {
  const judgement = judgeTest(evidence, context);
  const waiver = WAIVABLE_REASONS.has(judgement.reason)
    ? waiverOf(waivers, { kind: 'test', name: evidence.test.id })
    : undefined;
  if (waiver === undefined) return { evidence, judgement, isRight: RIGHT_REASONS.has(judgement.reason) };
  const explanation = `${judgement.explanation}; you waived that: ${waiver.reason}`;
  return { evidence, judgement: { ...judgement, explanation }, isRight: true, waiver };
}

/** Whether the test was there and did not fail, and still does not: nobody asked for it now. What RED left unproven still is to be. */
function isOld({ evidence: { test, plain, before } }: Judged, { earlier }: RedEvidence): boolean {
  if (before === undefined || isRed(before.outcome) || isRed(plain.outcome)) return false;
  return earlier.reached || !isOf(earlier.tests, test, plain);
}

function isPreExisting({ evidence: { test, plain, before } }: Judged, { earlier }: RedEvidence): boolean {
  if (before === undefined || !isRed(before.outcome) || isOf(earlier.tests, test, plain)) return false;
  return keyOf(before) === keyOf(plain);
}

function isOf(ids: ReadonlySet<string>, test: TestResult, plain: TestResult): boolean {
  return ids.has(test.id) || ids.has(plain.id);
}

function judgedTest({ evidence, judgement: { reason, explanation }, isRight }: Judged): JudgedTest {
  const { test, plain } = evidence;
  const fooled = fooledBy(evidence);
  const warning = RIGHT_REASONS.has(reason) && fooled.length > 0 ? `; satisfied by ${describeSubjects(fooled)}` : '';
  return {
    id: test.id,
    name: fullName(test),
    file: test.file,
    line: test.line,
    outcome: plain.outcome,
    reason,
    asNeeded: isRight,
    explanation: `${explanation}${warning}`,
    ...(fooled.length === 0 ? {} : { fooledBy: fooled }),
  };
}

function preExisting(test: Judged): JudgedTest {
  const { fooledBy: _fooledBy, ...judged } = judgedTest(test);
  const explanation = `failed in the same way before the change, so it does not count: ${test.judgement.explanation}`;
  return { ...judged, reason: 'pre-existing', asNeeded: true, apart: true, explanation };
}

function summaryOf(found: {
  readonly fresh: number;
  readonly counted: number;
  readonly wrong: number;
  readonly waived: number;
  readonly failing: number;
  readonly blocks: readonly VacuityBlock[];
}): string {
  const { fresh, counted, wrong, waived, failing, blocks } = found;
  if (fresh === 0) {
    return counted === 0
      ? 'No new test: every test was there before.'
      : 'No new test: every test that fails did so before the change.';
  }
  if (wrong > 0)
    return `${wrong} of ${countOf(fresh, 'test')} ${wrong === 1 ? 'does' : 'do'} not fail for the right reason.`;
  if (failing === 0) return `No test fails: you waived ${fresh === 1 ? 'the only one' : 'each'}.`;
  const proving = fresh - waived;
  const fail = `${countOf(proving, 'test')} ${proving === 1 ? 'fails' : 'fail'}`;
  const others = waived === 0 ? '' : `; ${countOf(waived, 'other')} you waived`;
  if (blocks.length === 0) {
    return proving === 0
      ? `${countOf(failing, 'test')} ${failing === 1 ? 'fails' : 'fail'}, for what you waived.`
      : `${fail}, each for the right reason${others}.`;
  }
  return `${fail}, but a trivial subject satisfies all tests of ${blocks.map(({ name }) => name).join(', ')}.`;
}

function notesOf(all: readonly Judged[], counted: readonly Judged[], fresh: readonly Judged[]): string[] {
  const notes: string[] = [];
  const held = fresh.filter(
    ({ judgement, evidence }) => judgement.reason === 'subject-missing' && evidence.standIn === undefined,
  ).length;
  if (held > 0) {
    notes.push(
      held === 1
        ? 'What 1 test needs does not exist yet: it was stopped by that, and not run to its assertions.'
        : `What ${held} tests need does not exist yet: they were stopped by that, and not run to their assertions.`,
    );
  }
  const earlier = all.length - counted.length;
  if (earlier > 0)
    notes.push(`${countOf(earlier, 'test')} from before this generation ${earlier === 1 ? 'is' : 'are'} not counted.`);
  const failed = counted.length - fresh.length;
  if (failed > 0)
    notes.push(
      `${countOf(failed, 'test')} failed before the change already and ${failed === 1 ? 'is' : 'are'} not counted.`,
    );
  return notes;
}

function describeBlock({ kind, name, subjects, tests }: VacuityBlock): string {
  const all = tests.length === 1 ? `the only test of ${name}` : `all ${tests.length} tests of ${name}`;
  const remedy = kind === 'symbol' ? 'a test that it fails' : 'a test of that requirement that it fails';
  return `${capital(describeSubjects(subjects))} satisfies ${all}: add ${remedy}, or waive it with a reason.`;
}

function describeWaiver({ target, reason }: Waiver): string {
  return `You waived ${target.name}: ${reason}`;
}

const SUBJECT_WORDS: Readonly<Record<TrivialSubject, string>> = {
  none: 'gives nothing',
  zero: 'gives 0',
  empty: 'gives something empty',
  argument: 'gives back its argument',
  raises: 'only raises',
};

/** `a subject that gives 0 or gives something empty`. */
function describeSubjects(subjects: readonly TrivialSubject[]): string {
  return `a subject that ${subjects.map((each) => SUBJECT_WORDS[each]).join(' or ')}`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
