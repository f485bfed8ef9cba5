import { RECORD_FILES } from './recordFiles';
import type { IntakeRecords, IntakeState, IntakeStep } from './workflow';
import { commandOf, OLDER_WORDS, olderThanAnswers, openQuestions, STEPS, stateOf } from './workflow';

/** One step of a request, for people. */
export interface IntakeRow {
  readonly step: IntakeStep;
  /** `old`: done, for other answers than those that there are now. */
  readonly state: 'done' | 'old' | 'next' | 'later';
  readonly detail: string;
}

/** Where a request stands, step by step; without `revise` as long as nothing is to be revised. */
export function intakeRows(records: IntakeRecords): readonly IntakeRow[] {
  const state = stateOf(records);
  const order: readonly IntakeState[] = [...STEPS, 'approved'];
  const at = order.indexOf(state);
  const old = olderThanAnswers(records);
  return STEPS.filter((step) => step !== 'revise' || state === 'revise').map((step, index) => {
    const isDone = state === 'abandoned' ? isThere(step, records) : index < at;
    if (isDone && old.some((each) => each === step)) {
      return { step, state: 'old', detail: `${resultOf(step, records)}, older than the answers: ${commandOf(step)}` };
    }
    if (isDone) return { step, state: 'done', detail: resultOf(step, records) };
    return step === state
      ? { step, state: 'next', detail: nextOf(step, records) }
      : { step, state: 'later', detail: '' };
  });
}

/** What to do next, and before that what is out of date, in sentences; '' when the request was given up. */
export function nextSentence(state: IntakeState, records: IntakeRecords): string {
  if (state === 'abandoned') return '';
  const old = olderThanAnswers(records).map((step) => OLDER_WORDS[step]);
  if (state !== 'approved') return [...old, `Next: ${commandOf(state)}`].join(' ');
  return `The specification is approved. Next: agentforge tdflow start --spec ${records.draft?.path ?? ''}`;
}

function isThere(step: IntakeStep, { intake, clarification, analysis, draft, report }: IntakeRecords): boolean {
  return (
    { intake, clarify: clarification, analyze: analysis, draft, validate: report, revise: undefined }[step] !==
    undefined
  );
}

function resultOf(step: IntakeStep, records: IntakeRecords): string {
  switch (step) {
    case 'intake':
      return RECORD_FILES.intake_record;
    case 'clarify':
      return `${RECORD_FILES.clarification_log}, ${answeredOf(records)}`;
    case 'analyze':
      return RECORD_FILES.analysis_report;
    case 'draft':
      return records.draft?.path ?? '';
    case 'validate':
    case 'revise':
      return `${RECORD_FILES.validation_report}, ${records.report?.overall_verdict.replaceAll('_', ' ') ?? ''}`;
  }
}

function nextOf(step: IntakeStep, records: IntakeRecords): string {
  const issues = records.report?.blocking_issues.length ?? 0;
  if (step === 'clarify') return `${answeredOf(records)}: ${commandOf(step)}`;
  return step === 'revise' ? `${issues} blocking: ${commandOf(step)}` : commandOf(step);
}

function answeredOf(records: IntakeRecords): string {
  const all = records.intake?.initial_questions.length ?? 0;
  return `${all - openQuestions(records).length} of ${all} questions answered`;
}
