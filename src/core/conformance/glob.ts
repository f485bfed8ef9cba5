import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';

/** Which workspace-relative paths (with `/`) a pattern names. */
export type Glob = (path: string) => boolean;

type NamePart = 'star' | 'one' | ((char: string) => boolean);
type Folder = 'any folders' | readonly NamePart[];

const MOST_ALTERNATIVES = 64;
const LONGEST = 500;

/**
 * Reads the pattern of a scope, the one rule for all of them: it is held against the whole path from the root of the project. `**` is
 * any number of folders, `*` any part of a name, `?` one character, `[a-z]` and `[!a-z]` one of a set, `{a,b}` either. Matching takes
 * time in proportion to pattern times path, whatever they are. The problem is one clause for people.
 */
export function readGlob(pattern: string): Result<Glob, string> {
  const text = pattern.replace(/^(?:\.\/)+/, '');
  if (text === '') return fail('it is empty');
  if (text.length > LONGEST) return fail(`it is longer than ${LONGEST} characters`);
  if (text.startsWith('/') || text.includes('\\')) return fail('paths begin at the root of the project and have "/"');
  if (text.endsWith('/')) return fail('it names a folder: write "**" after it');
  if (text.split('/').includes('..')) return fail('".." leads out of the project');
  const alternatives = expandBraces(text);
  if (alternatives === undefined) return fail('its braces are not closed, or stand for too much');
  const globs: (readonly Folder[])[] = [];
  const literals: (readonly string[])[] = [];
  for (const alternative of alternatives) {
    const folders: Folder[] = [];
    literals.push(alternative.split(/[*?]+|\[!?\]?[^\]]*\]/));
    for (const name of alternative.split('/')) {
      const parts = name === '**' ? 'any folders' : readName(name);
      if (parts === undefined) return fail('a bracket is not closed');
      if (parts !== 'any folders' || folders.at(-1) !== 'any folders') folders.push(parts);
    }
    globs.push(folders);
  }
  return ok((path) => {
    // Most patterns are about other files, which a look at the parts that are not open to choice tells at once.
    const possible = globs.filter((_, index) => mayMatch(literals[index] ?? [], path));
    if (possible.length === 0) return false;
    const names = path.split('/').map((name) => [...name]);
    return possible.some((folders) => matchesAll(folders, names, FOLDERS));
  });
}

/** A path ends as its pattern ends, and has the parts of it that are no wildcards; slashes at their ends may be left out by `**`. */
function mayMatch(literals: readonly string[], path: string): boolean {
  const last = (literals.at(-1) ?? '').replace(/^\//, '');
  return path.endsWith(last) && literals.every((part) => path.includes(part.replace(/^\/|\/$/g, '')));
}

function expandBraces(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const left = [pattern];
  for (let text = left.pop(); text !== undefined; text = left.pop()) {
    if (done.length + left.length > MOST_ALTERNATIVES) return undefined;
    const inner = /\{([^{}]*)\}/.exec(text);
    if (inner === null) {
      if (/[{}]/.test(text)) return undefined;
      done.push(text);
      continue;
    }
    const [before, after] = [text.slice(0, inner.index), text.slice(inner.index + inner[0].length)];
    for (const each of (inner[1] ?? '').split(',')) left.push(before + each + after);
  }
  return done;
}

function readName(name: string): readonly NamePart[] | undefined {
  const parts: NamePart[] = [];
  for (let at = 0; at < name.length; ) {
    const char = String.fromCodePoint(name.codePointAt(at) ?? 0);
    if (char === '[') {
      const set = /^\[(!?)((?:\]|[^\]])[^\]]*)\]/u.exec(name.slice(at));
      if (set === null) return undefined;
      parts.push(oneOf(set[2] ?? '', set[1] === '!' ? 'not' : 'in'));
      at += set[0].length;
      continue;
    }
    if (char === '*') {
      if (parts.at(-1) !== 'star') parts.push('star');
    } else parts.push(char === '?' ? 'one' : (each) => each === char);
    at += char.length;
  }
  return parts;
}

function oneOf(members: string, how: 'in' | 'not'): (char: string) => boolean {
  const ranges = [...members.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, only]) => [only ?? from, only ?? to] as const,
  );
  return (char) => ranges.some(([from = '', to = '']) => from <= char && char <= to) === (how === 'in');
}

const FOLDERS = {
  isAny: (folder: Folder) => folder === 'any folders',
  fits: (folder: Folder, name: readonly string[]) => folder !== 'any folders' && matchesName(folder, name),
};

function matchesName(parts: readonly NamePart[], name: readonly string[]): boolean {
  return matchesAll(parts, name, {
    isAny: (part) => part === 'star',
    fits: (part, char) => part === 'one' || (part !== 'star' && part(char)),
  });
}

/** Goes once over the items for each part: no way is tried twice. */
function matchesAll<P, T>(
  parts: readonly P[],
  items: readonly T[],
  { isAny, fits }: { isAny(part: P): boolean; fits(part: P, item: T): boolean },
): boolean {
  /** Whether the parts so far can take exactly so many items. */
  let taken = [true, ...items.map(() => false)];
  for (const part of parts) {
    const isWild = isAny(part);
    const next = [isWild && taken[0] === true];
    for (const [index, item] of items.entries()) {
      next.push(isWild ? next[index] === true || taken[index + 1] === true : taken[index] === true && fits(part, item));
    }
    taken = next;
  }
  return taken.at(-1) === true;
}
