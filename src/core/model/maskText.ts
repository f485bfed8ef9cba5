import type { FoundSecret, SecretFinder } from './findSecrets';
import { findSecrets } from './findSecrets';

/** What stands for a secret that is not to be put back. */
const PLAIN_MASK = '[masked]';
/** What stands for a secret that is put back where an answer repeats it. */
export const NAMED_MASK = /\[masked [0-9a-f]{4}-\d{1,4}\]/g;
const ID_DIGITS = 4;

/** A secret that was taken out of a text. */
export interface MaskedSecret {
  /** From 1, in the text as it was. */
  readonly line: number;
  /** For people: `a GitHub token`. */
  readonly what: string;
  readonly mask: string;
  readonly secret: string;
}

export interface MaskedText {
  readonly text: string;
  readonly secrets: readonly MaskedSecret[];
}

/** A file whose text is masked whole. */
export interface WholeFile {
  readonly path: string;
  /** Hex. */
  readonly hash: (bytes: Uint8Array) => string;
}

/**
 * The text with a mask for each secret. In the whole text of a file each has a name of its own, made from the path and from the text
 * without its secrets: no other file has it, nor has this one once it is changed, and it says nothing of what it stands for.
 */
export async function maskText(
  text: string,
  findMore: SecretFinder | undefined,
  wholeFile?: WholeFile,
): Promise<MaskedText> {
  const found = joined([...findSecrets(text), ...((await findMore?.(text)) ?? [])]);
  if (found.length === 0) return { text, secrets: [] };
  const name =
    wholeFile === undefined
      ? undefined
      : nameOf(
          wholeFile,
          replaced(text, found, () => ''),
        );
  const mask = (index: number) => (name === undefined ? PLAIN_MASK : `[masked ${name}-${index + 1}]`);
  return {
    text: replaced(text, found, mask),
    secrets: found.map(({ from, to, what }, index) => {
      const line = text.slice(0, from).split('\n').length;
      return { line, what, mask: mask(index), secret: text.slice(from, to) };
    }),
  };
}

function nameOf({ path, hash }: WholeFile, text: string): string {
  return hash(new TextEncoder().encode(`${path}\0${text}`)).slice(0, ID_DIGITS);
}

/** In their order; those that overlap are one. */
function joined(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const sorted = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  const all: FoundSecret[] = [];
  for (const next of sorted) {
    const last = all.at(-1);
    if (last === undefined || next.from >= last.to) all.push(next);
    else if (next.to > last.to) all[all.length - 1] = { ...last, to: next.to };
  }
  return all;
}

function replaced(text: string, found: readonly FoundSecret[], by: (index: number) => string): string {
  let end = 0;
  const parts = found.map(({ from, to }, index) => {
    const before = text.slice(end, from);
    end = to;
    return before + by(index);
  });
  return parts.join('') + text.slice(end);
}
