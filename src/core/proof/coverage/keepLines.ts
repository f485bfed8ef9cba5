import { rangesAsText, readRanges } from '../../lib/lineRanges';
import type { FileCoverage } from '../../testrun/report';
import type { KeptLines, TestedLines } from '../../verdict/testedLines';
import type { LinesRun, TestLines } from '../testLines';
import type { RunnableFile } from './joinLines';
import { mergeLines } from './joinLines';

/** What was measured, as it was kept with a verdict. */
export interface MeasuredLines {
  readonly files: readonly (RunnableFile & { readonly hash: string })[];
  readonly measured: TestLines;
}

/** A file of the component as it was measured. */
export interface MeasuredFile extends FileCoverage {
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly loaded: readonly number[];
}

/** The small form of what was measured. */
export function keepLines(measured: TestLines, coverage: readonly MeasuredFile[]): TestedLines {
  const files = coverage.map(({ path, hash, lines, loaded }) => {
    const run = lines.filter(({ hits }) => hits > 0);
    const missed = lines.filter(({ hits }) => hits === 0);
    const textOf = (some: typeof lines) => rangesAsText(some.map(({ line }) => line));
    return { path, hash, run: textOf(run), missed: textOf(missed), loaded: rangesAsText(loaded) };
  });
  const own = new Set(files.map(({ path }) => path));
  const textsOf = (ran: readonly LinesRun[]) =>
    mergeLines(ran.filter(({ path }) => own.has(path))).map(({ path, lines }) => ({
      path,
      lines: rangesAsText(lines),
    }));
  const tests = measured.tests.map(({ id, files: ran }) => ({ id, files: textsOf(ran) }));
  const together = measured.together?.map(({ ids, files: ran }) => ({ ids, files: textsOf(ran) }));
  return { files, tests, ...(together && { together }), unknown: measured.unknown };
}

/** No component and no session has more; what is kept may come from anywhere. */
const MOST_LINES = 2_000_000;

/** Undefined for what `keepLines` cannot have written. */
export function readKeptLines({ files, tests, together, unknown }: TestedLines): MeasuredLines | undefined {
  let left = MOST_LINES;
  const linesOf = (text: string): readonly number[] | undefined => {
    const ranges = readRanges(text);
    left -= ranges?.reduce((sum, { first, last }) => sum + last - first + 1, 0) ?? 0;
    if (left < 0) return undefined;
    return ranges?.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
  };
  const readFiles = files.map(({ path, hash, ...texts }) => {
    const [run, missed, loaded] = [linesOf(texts.run), linesOf(texts.missed), linesOf(texts.loaded)];
    return run && missed && loaded && { path, hash, run, missed, loaded };
  });
  const readRan = (ran: readonly KeptLines[]): readonly LinesRun[] | undefined => {
    const read = ran.map(({ path, lines: text }): LinesRun | undefined => {
      const lines = linesOf(text);
      return lines && { path, lines };
    });
    return allThere(read) ? read : undefined;
  };
  const readTests = tests.map(({ id, files: ran }) => {
    const read = readRan(ran);
    return read && { id, files: read };
  });
  const readTogether = together?.map(({ ids, files: ran }) => {
    const read = readRan(ran);
    return ids.length === 0 ? undefined : read && { ids, files: read };
  });
  if (!allThere(readFiles) || !allThere(readTests)) return undefined;
  if (readTogether === undefined) return { files: readFiles, measured: { tests: readTests, unknown } };
  if (!allThere(readTogether)) return undefined;
  return { files: readFiles, measured: { tests: readTests, together: readTogether, unknown } };
}

function allThere<T>(items: readonly (T | undefined | false)[]): items is readonly T[] {
  return items.every((item) => item !== undefined && item !== false);
}
