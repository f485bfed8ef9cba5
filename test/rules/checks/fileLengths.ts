import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';

export type FileLengths = { readonly median: number; readonly ninetyFifth: number; readonly longest: string };

/** How long the files are, in lines; percentiles by nearest rank. Throws for no files. */
export function fileLengths(sources: Sources): FileLengths {
  const lengths = [...sources]
    .map(([file, text]) => ({ file, lines: linesOf(text) }))
    .sort((a, b) => a.lines - b.lines);
  const rank = (share: number) => lengths[Math.max(0, Math.ceil(share * lengths.length) - 1)];
  const [half, most, last] = [rank(0.5), rank(0.95), lengths.at(-1)];
  if (half === undefined || most === undefined || last === undefined) throw new Error('no files to measure');
  return { median: half.lines, ninetyFifth: most.lines, longest: `${last.file}, ${last.lines}` };
}

export function lengthBreaches(sources: Sources, most: number): readonly Breach[] {
  return [...sources]
    .filter(([, text]) => linesOf(text) > most)
    .map(([file, text]) => ({ file, line: most + 1, message: `${linesOf(text)} lines: take it apart below ${most}` }));
}

function linesOf(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
