import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { continueText } from '../core/prompt/continueText';
import { surveyAnswer } from '../core/response/surveyAnswer';
import type { CopiedPrompt } from '../core/tdflow/copiedPrompt';
import type { PastedAnswer } from '../core/tdflow/pastedAnswer';
import { visiblePath } from '../core/workspace/visiblePath';
import type { PromptFiles } from './promptFiles';

export interface TakenAnswer extends PastedAnswer {
  /** A sentence when nobody can tell whether the answer fits; '' when it names its prompt. */
  readonly doubt: string;
}

/** An answer that is none, or ends inside a file: then `rest` is what to say in the chat to get it. */
export interface HalfAnswer {
  readonly problem: Problem;
  readonly rest: string | undefined;
}

/** Its beginning; an answer, or a chat that is copied whole, does not begin so. */
const PROMPT_ITSELF = /^\s*You are a software engineer who works strictly test-first[\s\S]*<\/prompt_id>\s*$/;

/**
 * Matches an answer that a person brought to the prompt that it names, and joins it to what was brought before. Of one that ends inside a
 * file, what is whole is kept for the next one that names the same prompt.
 */
export async function takeAnswer(brought: string, prompts: PromptFiles): Promise<Result<TakenAnswer, HalfAnswer>> {
  if (PROMPT_ITSELF.test(brought)) {
    const detail = 'This is the prompt, not an answer to it. Give it to a model, and bring what the model says.';
    return fail({ problem: { kind: 'input-invalid', detail }, rest: undefined });
  }
  const { promptIds } = surveyAnswer(brought);
  const copied = await firstKnown(promptIds, prompts);
  const text = copied === undefined || copied.part === '' ? brought : `${copied.part.trimEnd()}\n\n${brought}`;
  const { files, cut, whole } = surveyAnswer(text);
  if (cut !== undefined) {
    const came = files.map(visiblePath);
    const place = cut.path === undefined ? undefined : visiblePath(cut.path);
    const isKept = copied !== undefined && files.length > 0 && (await prompts.savePart(copied, whole)).ok;
    const detail = place === undefined ? 'it ends inside a block' : `it ends inside ${place}`;
    const kept = isKept ? { kept: came } : {};
    return fail({
      problem: { kind: 'answer-cut', cause: 'lacking', detail, ...kept },
      rest: continueText(copied?.id, isKept ? came : [], place),
    });
  }
  const doubt =
    copied !== undefined
      ? ''
      : promptIds.length === 0
        ? 'The answer does not name the prompt that it is for, so nobody can tell whether it fits the files as they are now.'
        : `The answer is for prompt ${promptIds.join(', ')}, which is not known here, so nobody can tell whether it fits the files as they are now.`;
  return ok({ text, copied, doubt });
}

async function firstKnown(ids: readonly string[], prompts: PromptFiles): Promise<CopiedPrompt | undefined> {
  for (const id of ids) {
    const known = await prompts.read(id);
    if (known !== undefined) return known;
  }
  return undefined;
}
