import { window } from 'vscode';
import type { Answer } from '../../core/authoring/intake/clarify';
import type { Question } from '../../core/authoring/intake/records';

/** What a person answered, and how they left. */
export interface Answered {
  readonly answers: readonly Answer[];
  /** `in-document`: they want to write the rest in the log; `left`: they walked away. */
  readonly end: 'all' | 'in-document' | 'left';
}

/** Asks question by question, the suggested answer first. What was answered before somebody leaves is kept. */
export async function answerQuestions(questions: readonly Question[]): Promise<Answered> {
  const answers: Answer[] = [];
  for (const [index, each] of questions.entries()) {
    const { question } = each;
    // Not the placeholder, which goes as soon as somebody types.
    const title = `${question} (${index + 1} of ${questions.length})`;
    const chosen = await window.showQuickPick(choicesFor(each), {
      title,
      placeHolder: 'Choose an answer, or give one of your own',
      ignoreFocusOut: true,
      matchOnDetail: true,
    });
    if (chosen === undefined) return { answers, end: 'left' };
    if (chosen.does === 'document') return { answers, end: 'in-document' };
    if (chosen.does === 'open') continue;
    const own = chosen.does === 'own';
    const answer = own ? await window.showInputBox({ title, ignoreFocusOut: true }) : chosen.label;
    if (answer === undefined) return { answers, end: 'left' };
    if (answer.trim() !== '') answers.push({ question, answer: answer.trim(), by: 'user' });
  }
  return { answers, end: 'all' };
}

function choicesFor({ suggested_answer: suggested, options, priority }: Question) {
  const others = options.filter((each) => each !== suggested);
  return [
    ...(suggested === undefined ? [] : [{ label: suggested, detail: 'Suggested', does: 'answer' as const }]),
    ...others.map((label) => ({ label, does: 'answer' as const })),
    { label: '$(edit) Another answer', does: 'own' as const },
    { label: '$(go-to-file) Answer in the document', does: 'document' as const },
    ...(priority === 'blocking' ? [] : [{ label: '$(debug-step-over) Leave it open', does: 'open' as const }]),
  ];
}
