import type { LinesRun, TestLines } from './testLines';

interface RunOf {
  readonly ids: readonly string[];
  readonly files: readonly LinesRun[];
}

/** What was measured of these tests: of each alone, and of those that only run together where all of them are among these. */
export function runsOf({ tests, together = [] }: TestLines, ids: readonly string[]): readonly RunOf[] {
  const wanted = new Set(ids);
  return [
    ...tests.flatMap(({ id, files }) => (wanted.has(id) ? [{ ids: [id], files }] : [])),
    ...together.filter((group) => group.ids.every((id) => wanted.has(id))),
  ];
}
