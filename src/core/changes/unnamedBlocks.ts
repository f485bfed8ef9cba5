import { isShownNotWritten, languageFit } from '../response/languages';

/** A block that names no file. */
export interface UnnamedBlock {
  readonly language: string;
  readonly line: number;
  readonly lines: string[];
}

/**
 * Whether one of an answer's blocks without a path is the file that was asked for. It must be the only one whose language
 * fits, or, when no language says so, the only one that names none. `expected` is undefined when the answer names other files.
 */
export function judgeUnnamed(
  blocks: readonly UnnamedBlock[],
  expected: string | undefined,
): { readonly taken: UnnamedBlock | undefined; readonly notes: readonly string[] } {
  if (expected === undefined) return { taken: undefined, notes: blocks.flatMap(leftOutNote) };
  const fitting = blocks.filter((block) => languageFit(block.language, expected) === 'yes');
  const candidates = fitting.length > 0 ? fitting : blocks.filter((block) => block.language === '');
  const [taken, second] = candidates;
  if (taken === undefined || second !== undefined) return { taken: undefined, notes: noneNote(blocks) };
  const others = blocks.filter((block) => block !== taken);
  return { taken, notes: [`no path in the answer: taken as ${expected}`, ...others.flatMap(leftOutNote)] };
}

function noneNote(blocks: readonly UnnamedBlock[]): string[] {
  if (blocks.length === 0) return [];
  const have = blocks.length === 1 ? '1 block has' : `${blocks.length} blocks have`;
  return [`the answer names no file: ${have} no path`];
}

/** Commands and output are meant to be read; of code the user should know that it goes nowhere. */
function leftOutNote({ language, line }: UnnamedBlock): string[] {
  if (isShownNotWritten(language)) return [];
  return [`the ${language === '' ? '' : `${language} `}block in line ${line} has no path and is in no file`];
}
