import type { FileCoverage } from '../../testrun/report';
import type { LinesRun, TestLines } from '../testLines';
import type { Mutant } from './mutant';

/** What is known of the lines that tests run, before any fault is put in. */
export interface KnownLines {
  /** Test by test; undefined when nobody measured it. */
  readonly byTest: TestLines | undefined;
  /** Of all tests together; undefined when nobody could measure it. */
  readonly ofAll: readonly FileCoverage[] | undefined;
}

/** The tests that run a fault's line: their ids, `all` when it is not known which, `none` when no test does. */
export type CoveringTests = readonly string[] | 'all' | 'none';

export function coveringTests({ byTest, ofAll }: KnownLines, mutant: Mutant): CoveringTests {
  const isRun = isRunByAny(ofAll, mutant);
  if (isRun === false) return 'none';
  if (byTest === undefined) return 'all';
  const alone = [...byTest.tests.filter(({ files }) => reaches(files, mutant)), ...byTest.unknown].map(({ id }) => id);
  const together = (byTest.together ?? []).filter(({ files }) => reaches(files, mutant)).flatMap(({ ids }) => ids);
  const ids = [...new Set([...alone, ...together])];
  if (ids.length > 0) return ids;
  // A line that tests come to only after others did, in the same run.
  return isRun === true ? 'all' : 'none';
}

/** Whether lines that were run are those of a fault. */
export function reaches(files: readonly LinesRun[], { file, statement }: Mutant): boolean {
  const { from, to } = statement;
  return files.some(({ path, lines }) => path === file && lines.some((line) => line >= from && line <= to));
}

/** Undefined when it is not measured. */
function isRunByAny(ofAll: readonly FileCoverage[] | undefined, { file, statement }: Mutant): boolean | undefined {
  const measured = ofAll?.find(({ path }) => path === file);
  if (measured === undefined) return undefined;
  const own = measured.lines.filter(({ line }) => line >= statement.from && line <= statement.to);
  return own.length === 0 ? undefined : own.some(({ hits }) => hits > 0);
}
