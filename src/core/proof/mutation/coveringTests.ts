import type { FileCoverage } from '../../testrun/report';
import type { TestLines } from '../testLines';
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
  const { from, to } = mutant.statement;
  const running = byTest.tests.filter(({ files }) =>
    files.some(({ path, lines }) => path === mutant.file && lines.some((line) => line >= from && line <= to)),
  );
  const ids = [...running, ...byTest.unknown].map(({ id }) => id);
  if (ids.length > 0) return ids;
  // A line that tests come to only after others did, in the same run.
  return isRun === true ? 'all' : 'none';
}

/** Undefined when it is not measured. */
function isRunByAny(ofAll: readonly FileCoverage[] | undefined, { file, statement }: Mutant): boolean | undefined {
  const measured = ofAll?.find(({ path }) => path === file);
  if (measured === undefined) return undefined;
  const own = measured.lines.filter(({ line }) => line >= statement.from && line <= statement.to);
  return own.length === 0 ? undefined : own.some(({ hits }) => hits > 0);
}
