import type { AuthoringOutcome } from '../core/authoring/authoringEvents';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { copiedTitle } from '../core/outline/copiedTitle';
import { continueText } from '../core/prompt/continueText';
import { joinAnswers } from '../core/response/joinAnswers';
import { surveyAnswer } from '../core/response/surveyAnswer';
import type { CopiedPrompt } from '../core/tdflow/copiedPrompt';
import type { PastedAnswer } from '../core/tdflow/pastedAnswer';
import type { PhaseOutcome } from '../core/tdflow/phaseEvents';
import { visiblePath } from '../core/workspace/visiblePath';
import type { PromptFiles } from './promptFiles';

/** Where prompts are remembered. */
interface PromptPlace {
  readonly prompts: PromptFiles;
}

/** A prompt, and the project that it was copied in. */
export interface PromptInProject<P extends PromptPlace> {
  readonly project: P;
  readonly prompt: CopiedPrompt;
}

export interface TakenAnswer<P extends PromptPlace> extends PastedAnswer {
  /** What it is for; undefined when nobody can tell. */
  readonly about: PromptInProject<P> | undefined;
  /** A sentence when nobody can tell whether the answer fits; '' when it names its prompt. */
  readonly doubt: string;
}

/** An answer that is none, or ends inside a file: then `rest` is what to say in the chat to get it. */
export interface HalfAnswer {
  readonly problem: Problem;
  readonly rest: string | undefined;
}

/** Its beginning and its end; an answer, or a chat that is copied whole, is not so. */
const PROMPT_ITSELF = /^\s*You are an? [\s\S]*<\/prompt_id>\s*$/;

/**
 * Matches an answer that a person brought to the prompt that it names, in whichever project that is, or to the one that was copied
 * last when it names none; and joins it to what was brought whole before. Of one that ends inside a file, what is whole is kept for
 * the next one to the same prompt: until the verdict is reached, or the prompt is copied anew.
 */
export async function takeAnswer<P extends PromptPlace>(
  brought: string,
  projects: readonly P[],
  last?: PromptInProject<P>,
): Promise<Result<TakenAnswer<P>, HalfAnswer>> {
  if (PROMPT_ITSELF.test(brought)) {
    return notTaken('This is the prompt, not an answer to it. Give it to a model, and bring what the model says.');
  }
  const { promptIds } = surveyAnswer(brought);
  const [about, another] =
    promptIds.length > 0
      ? await knownPrompts(promptIds, projects, last)
      : last === undefined
        ? []
        : [{ ...last, prompt: (await last.project.prompts.read(last.prompt.id)) ?? last.prompt }];
  if (about !== undefined && another !== undefined) {
    const names = [about, another].map(({ prompt }) => `${copiedTitle(prompt)} (prompt ${prompt.id})`).join(' and ');
    return notTaken(`The answer names two prompts: ${names}. Leave only the line of the one that it answers.`);
  }
  const copied = about?.prompt;
  const { text, fromFirst } = joinAnswers(copied?.part ?? '', brought);
  const { files, cut, whole } = surveyAnswer(text);
  if (cut !== undefined) {
    const came = files.map(visiblePath);
    const place = cut.path === undefined ? undefined : visiblePath(cut.path);
    const isKept = about !== undefined && files.length > 0 && (await keep(about, whole));
    const detail = place === undefined ? 'it ends inside a block' : `it ends inside ${place}`;
    const kept = isKept ? { kept: came } : {};
    return fail({
      problem: { kind: 'answer-cut', cause: 'lacking', detail, ...kept },
      rest: continueText(copied?.id, isKept ? came : [], place),
    });
  }
  return ok({ text, about, copied, joined: fromFirst.map(visiblePath), doubt: doubtOf(promptIds, copied) });
}

/** Once the verdict is reached or the documents are written, nothing more is joined to what was brought. */
export async function answerJudged<P extends PromptPlace>(
  { about }: TakenAnswer<P>,
  { kind }: PhaseOutcome | Pick<AuthoringOutcome, 'kind'>,
): Promise<void> {
  if ((kind === 'reached' || kind === 'written') && about !== undefined)
    await about.project.prompts.savePart(about.prompt, '');
}

/** Those of the prompts that are known, each once. */
async function knownPrompts<P extends PromptPlace>(
  ids: readonly string[],
  projects: readonly P[],
  last: PromptInProject<P> | undefined,
): Promise<readonly PromptInProject<P>[]> {
  const known: PromptInProject<P>[] = [];
  for (const id of ids) {
    const found = (await findPrompt(id, projects)) ?? (last?.prompt.id === id ? last : undefined);
    if (found !== undefined) known.push(found);
  }
  return known;
}

async function findPrompt<P extends PromptPlace>(
  id: string,
  projects: readonly P[],
): Promise<PromptInProject<P> | undefined> {
  for (const project of projects) {
    const prompt = await project.prompts.read(id);
    if (prompt !== undefined) return { project, prompt };
  }
  return undefined;
}

async function keep({ project, prompt }: PromptInProject<PromptPlace>, part: string): Promise<boolean> {
  return (await project.prompts.savePart(prompt, part)).ok;
}

function doubtOf(promptIds: readonly string[], copied: CopiedPrompt | undefined): string {
  if (promptIds.length === 0) {
    return copied === undefined
      ? 'The answer does not name the prompt that it is for, so nobody can tell whether it fits the files as they are now.'
      : `The answer does not name the prompt that it is for. It is taken for ${copiedTitle(copied)}, whose prompt was copied last.`;
  }
  return copied === undefined
    ? `The answer is for prompt ${promptIds.join(', ')}, which is not known here, so nobody can tell whether it fits the files as they are now.`
    : '';
}

function notTaken(detail: string): Result<never, HalfAnswer> {
  return fail({ problem: { kind: 'input-invalid', detail }, rest: undefined });
}
