import { escapeTags } from '../context/section';
import type { TokenCounter } from '../context/tokenCounter';
import type { Prompt } from './prompt';

/** A file as it was when a prompt was made; both undefined when there was none. */
export interface PromptBase {
  readonly path: string;
  readonly text: string | undefined;
  /** Lower-case hex SHA-256 of the text. */
  readonly hash: string | undefined;
}

/** What tells a prompt from every other, and what it was made from. */
export interface PromptMark {
  /** Twelve lower-case hex digits. */
  readonly id: string;
  /** By path, sorted. */
  readonly bases: readonly PromptBase[];
}

interface Marking {
  readonly hash: (bytes: Uint8Array) => string;
  readonly count: TokenCounter;
}

const HASH_SHOWN = 8;
const ID_DIGITS = 12;
const ID_ANYWHERE = /\bAgentForge prompt ([0-9a-f]{12})\b/gi;
const ID_LINE = /^[^\p{L}\p{N}]*AgentForge prompt [0-9a-f]{12}[^\p{L}\p{N}]*$/iu;

/** The prompt with its id and what it was made from at its end; the model is asked to repeat the id. Equal prompts have equal ids. */
export function markPrompt(
  prompt: Prompt,
  files: readonly { readonly path: string; readonly text: string | undefined }[],
  { hash, count }: Marking,
): { readonly prompt: Prompt; readonly mark: PromptMark } {
  const hashOf = (text: string) => hash(new TextEncoder().encode(text));
  const bases = files
    .map(({ path, text }) => ({ path, text, hash: text === undefined ? undefined : hashOf(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const madeFrom = JSON.stringify(bases.map((base) => [base.path, base.hash]));
  const id = hashOf(JSON.stringify([prompt.system, prompt.user.join(''), madeFrom])).slice(0, ID_DIGITS);
  const text = markText({ id, bases });
  const user = [...prompt.user.slice(0, -1), `${prompt.user.at(-1) ?? ''}${text}`];
  return { prompt: { ...prompt, user, tokens: prompt.tokens + count(text) }, mark: { id, bases } };
}

/** How many tokens the mark takes at most when all these files are shown. */
export function markOverhead(paths: readonly string[], count: TokenCounter): number {
  const hash = '0'.repeat(HASH_SHOWN);
  return count(markText({ id: '0'.repeat(ID_DIGITS), bases: paths.map((path) => ({ path, text: '', hash })) }));
}

function markText({ id, bases }: PromptMark): string {
  const files = bases.map(({ path, hash }) => `${escapeTags(path)} ${hash?.slice(0, HASH_SHOWN) ?? 'not there yet'}`);
  return [
    '\n\n<prompt_id>',
    `Begin your answer with this line, as it is: ${idLine(id)}`,
    ...(files.length === 0 ? [] : [`This message was made from: ${files.join(', ')}`]),
    '</prompt_id>',
  ].join('\n');
}

/** The line that an answer repeats. */
export function idLine(id: string): string {
  return `AgentForge prompt ${id}`;
}

/** The ids that an answer names in lines of their own, each once, in its order; where there is no such line, those that it names anywhere. */
export function promptIdsIn(answer: string): readonly string[] {
  const lines = answer.split(/\r?\n/).filter(isIdLine);
  const text = lines.length === 0 ? answer : lines.join('\n');
  return [...new Set([...text.matchAll(ID_ANYWHERE)].map(([, id = '']) => id.toLowerCase()))];
}

/** Whether a line of an answer is only its id, and explains nothing. */
export function isIdLine(line: string): boolean {
  return ID_LINE.test(line);
}
