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
  /** The specification that was drafted, as it is now; `hash`: first 16 hex digits of the SHA-256 of its bytes. */
  readonly draft: { readonly path: string; readonly hash: string } | undefined;
  readonly report: ValidationReport | undefined;
  /** First 16 hex digits of the SHA-256 of what the request is and what was answered about it. */
  readonly decided: string;
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
