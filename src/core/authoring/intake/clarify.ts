import type { YamlChange } from '../../lib/yaml';
import type { IntakeRecord, Question } from './records';
import type { IntakeRecords } from './workflow';

/** What was said to a question. */
export interface Answer {
  readonly question: string;
  readonly answer: string;
  /** `suggestion`: nobody decided, so that what was suggested is assumed. */
  readonly by: 'user' | 'suggestion';
}

/** The suggested answers of questions, where there are any. */
export function suggestedAnswers(questions: readonly Question[]): readonly Answer[] {
  return questions.flatMap(({ question, suggested_answer: answer }) =>
    answer === undefined ? [] : [{ question, answer, by: 'suggestion' as const }],
  );
}

/**
 * What becomes of the clarification log: answers beside those that it has, what is assumed, and the scope where it has none yet.
 * Questions without an answer stand in it with '', so that they can be answered there.
 */
export function clarified(
  { intake, clarification }: Pick<IntakeRecords, 'clarification'> & { readonly intake: IntakeRecord },
  answers: readonly Answer[],
): { readonly [key: string]: YamlChange } {
  const given = new Map(answers.map((each) => [each.question, each.answer]));
  const known = clarification?.questions_asked ?? [];
  const named = new Set(known.map(({ question }) => question));
  const added = intake.initial_questions.filter(({ question }) => !named.has(question));
  const asked: readonly YamlChange[] = [
    ...known.map(({ question, answer, implications }) => ({
      question,
      answer: given.get(question) ?? answer,
      implications,
    })),
    ...added.map(({ question }) => ({ question, answer: given.get(question) ?? '', implications: [] })),
  ];
  const assumed: readonly YamlChange[] = answers
    .filter(({ by }) => by === 'suggestion')
    .map(({ question, answer }) => ({
      assumption: `${question} ${answer}`,
      reason: 'user_deferred',
      confidence: 'medium',
      needs_validation: true,
    }));
  const assumptions = clarification?.assumptions_made ?? [];
  const before = assumptions.map((each) => ({ ...each }));
  return {
    questions_asked: asked,
    assumptions_made: [...before, ...assumed],
    ...(clarification === undefined ? { scope_definition: scopeOf(intake), domain_terms_defined: {} } : {}),
  };
}

function scopeOf({ detected_intent: intent, proposed_scope: proposed }: IntakeRecord): YamlChange {
  const items = proposed.in_scope.length > 0 ? proposed.in_scope : [intent];
  return {
    in_scope: items.map((item) => ({ item, confirmed_by: 'analyst_proposed' })),
    out_of_scope: proposed.out_of_scope.map((each) => ({ ...each })),
    deferred: [],
  };
}
