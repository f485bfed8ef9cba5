import type { Problem } from '../../errors';
import type { AnalysisReport, ClarificationLog, IntakeRecord, Question, ValidationReport } from './records';

/** What can be done for a request, in its order. */
export const STEPS = ['intake', 'clarify', 'analyze', 'draft', 'validate', 'revise'] as const;
export type IntakeStep = (typeof STEPS)[number];

/** Where a request stands: the step that is next, or its end. */
export type IntakeState = IntakeStep | 'approved' | 'abandoned';

/** The records of one request as they lie in the project; records of another request are not among them. */
export interface IntakeRecords {
  readonly intake: IntakeRecord | undefined;
  readonly clarification: ClarificationLog | undefined;
  readonly analysis: AnalysisReport | undefined;
  /** The specification that was drafted, as it is now; `hash`: first 16 hex digits of the SHA-256 of its text. */
  readonly draft: { readonly path: string; readonly hash: string } | undefined;
  readonly report: ValidationReport | undefined;
  /** First 16 hex digits of the SHA-256 of what the request is and what was answered about it. */
  readonly decided: string;
  /** First 16 hex digits of the SHA-256 of what was answered, assumed and taken into the scope; '' as long as nothing was. */
  readonly answers: string;
  /** What the answers were when the draft was revised; undefined when it was not. */
  readonly revisedFor: string | undefined;
}

/** Derived from the records alone, so that whoever comes next goes on where it was. */
export function stateOf(records: IntakeRecords): IntakeState {
  const { intake, clarification, analysis, draft, report } = records;
  if (intake === undefined) return 'intake';
  if (intake.agentforge?.abandoned !== undefined) return 'abandoned';
  if (clarification === undefined || openQuestions(records).some(({ priority }) => priority === 'blocking')) {
    return 'clarify';
  }
  if (analysis === undefined) return 'analyze';
  if (draft === undefined) return 'draft';
  const judged = report?.agentforge;
  if (report === undefined || judged?.judged !== draft.hash || judged.decided !== records.decided) return 'validate';
  return report.overall_verdict === 'approved' || report.overall_verdict === 'approved_with_notes'
    ? 'approved'
    : 'revise';
}

/** A step whose result may be older than what was answered. */
export type AgeingStep = Extract<IntakeStep, 'analyze' | 'draft'>;

/**
 * The steps whose result does not know the answers as they are now; none once a draft is approved, for it was judged by them. What
 * another tool wrote says nothing of its age.
 */
export function olderThanAnswers(records: IntakeRecords): readonly AgeingStep[] {
  const state = stateOf(records);
  if (state === 'intake' || state === 'approved' || state === 'abandoned') return [];
  const { intake, analysis, draft, answers, revisedFor } = records;
  const isOld = (...knownTo: readonly (string | undefined)[]) =>
    knownTo.some((each) => each !== undefined) && !knownTo.includes(answers);
  return [
    ...(isOld(analysis?.agentforge?.answers) ? (['analyze'] as const) : []),
    ...(draft !== undefined && isOld(intake?.agentforge?.answers, revisedFor) ? (['draft'] as const) : []),
  ];
}

/** What is told of such a step, as a sentence. */
export const OLDER_WORDS: Readonly<Record<AgeingStep, string>> = {
  analyze: 'The analysis is older than the answers: run analyze again.',
  draft: 'The draft is older than the answers: run draft again.',
};

/** The questions that nobody has answered, the most important first. */
export function openQuestions({
  intake,
  clarification,
}: Pick<IntakeRecords, 'intake' | 'clarification'>): readonly Question[] {
  const answered = new Set(
    clarification?.questions_asked.filter(({ answer }) => answer !== '').map(({ question }) => question),
  );
  const open = intake?.initial_questions.filter(({ question }) => !answered.has(question)) ?? [];
  return open.toSorted((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
}

const PRIORITIES: readonly Question['priority'][] = ['blocking', 'important', 'nice_to_know'];

/** Why a step may not run now; undefined when it may. A step that was done may be done again. */
export function outOfOrder(step: IntakeStep, records: IntakeRecords): Problem | undefined {
  const state = stateOf(records);
  if (step === 'intake') return mayBegin(state) ? undefined : atWork(state, records);
  if (state === 'intake') {
    return problem('There is no request yet.', 'Begin with: agentforge intake "what you want"');
  }
  if (state === 'abandoned') {
    return problem('This request was given up.', 'Begin another: agentforge intake "what you want"');
  }
  if (state === 'approved') return undefined;
  if (STEPS.indexOf(step) <= STEPS.indexOf(state)) return undefined;
  return problem(`"${step}" comes later: ${WAITING[state]}.`, `Go on with: ${commandOf(state)}`);
}

/** Whether another request may take the place of this one. */
function mayBegin(state: IntakeState): boolean {
  return state === 'intake' || state === 'approved' || state === 'abandoned';
}

function atWork(state: IntakeState, { intake }: IntakeRecords): Problem {
  const request = (intake?.raw_request ?? '').replace(/\s+/g, ' ').slice(0, 80);
  return problem(
    `Another request is at work: "${request}".`,
    `Go on with it (${commandOf(state)}), or give it up: agentforge intake --abandon`,
  );
}

function problem(detail: string, remedy: string): Problem {
  return { kind: 'phase-out-of-order', detail, remedy };
}

const WAITING: Readonly<Record<IntakeStep, string>> = {
  intake: 'there is no request yet',
  clarify: 'questions wait for an answer',
  analyze: 'the project was not looked at yet',
  draft: 'there is no draft yet',
  validate: 'the draft as it is now was not checked yet',
  revise: 'the draft has issues that block it',
};

/** The next command in a terminal; '' where nothing is next. */
export function commandOf(state: IntakeState): string {
  if (state === 'approved' || state === 'abandoned') return '';
  return state === 'intake' ? 'agentforge intake "what you want"' : `agentforge ${state}`;
}
