import type { FileSymbols } from '../../../src/core/codebase/symbols/fileSymbols';
import type { Shown } from './contenders/contender';
import type { TrueFile } from './recallCase';

/** One question's outcome, in numbers of true files. */
export interface Score {
  readonly wanted: number;
  /** Shown at all. */
  readonly held: number;
  /** Shown with at least one of the names that the true implementation takes from it. */
  readonly named: number;
  /** Shown with the line that defines at least one of them or a member of one; a name that the file only hands on counts as named. */
  readonly defined: number;
  /** Paths of those that are not shown. */
  readonly missed: readonly string[];
}

/** Lines are cut by some, such as Aider at 100 characters. */
const ENOUGH = 60;

export function score(
  truth: readonly TrueFile[],
  shown: readonly Shown[],
  symbols: ReadonlyMap<string, FileSymbols>,
): Score {
  const texts = new Map<string, string>();
  for (const { path, text } of shown) texts.set(path, `${texts.get(path) ?? ''}${text}`);
  const held = truth.filter(({ path }) => texts.has(path));
  const count = (shows: (file: TrueFile, text: string) => boolean) =>
    held.filter((file) => shows(file, texts.get(file.path) ?? '')).length;
  return {
    wanted: truth.length,
    held: held.length,
    named: count(showsName),
    defined: count((file, text) => showsName(file, text) && showsDefinition(file, text, symbols.get(file.path))),
    missed: truth.filter(({ path }) => !texts.has(path)).map(({ path }) => path),
  };
}

function showsName({ names }: TrueFile, text: string): boolean {
  if (names.length === 0) return true;
  const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
  return names.some((name) => words.has(name));
}

function showsDefinition({ names }: TrueFile, text: string, symbols: FileSymbols | undefined): boolean {
  const lines = symbols?.definitions
    .filter(({ name, within }) => [name, ...within].some((each) => names.includes(each)))
    .map(({ name, signature }) => signature.split('\n').find((line) => line.includes(name)) ?? name);
  if (lines === undefined || lines.length === 0) return true;
  const dense = withoutSpace(text);
  return lines.some((line) => dense.includes(withoutSpace(line).replace(/[:{]$/, '').slice(0, ENOUGH)));
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
