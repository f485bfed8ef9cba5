import { rangesOf } from '../../lib/lineRanges';
import { inCell, linkInCell, tableOf } from '../../lib/markdown';
import type { LinesRun } from '../testLines';
import type { LineProof, ReachedLines, UnrequestedLines } from './joinLines';

const MOST_RANGES = 40;

/**
 * A proof by lines as Markdown sections, with links to the lines; '' where there is nothing to tell.
 * @param toRoot from the report to the root of the workspace, `../../`
 */
export function proofReport({ requirements, unrequested }: LineProof, toRoot: string): string {
  const links = (files: readonly LinesRun[]): string => files.map((file) => linksTo(file, toRoot)).join('<br>');
  const reached = requirements.flatMap((each) => [each, ...each.criteria]).filter(({ tests }) => tests.length > 0);
  const left = (pick: (file: UnrequestedLines) => readonly number[], why: string): readonly (readonly string[])[] => {
    const files = unrequested.map((file) => ({ path: file.path, lines: pick(file) }));
    return files.filter(({ lines }) => lines.length > 0).map((file) => [linksTo(file, toRoot), why]);
  };
  return [
    section(
      'Lines that tests of requirements run',
      ['requirement or criterion', 'tests', 'lines'],
      reached.map((each) => [inCell(each.id), testsOf(each), links(each.files)]),
    ),
    section(
      'Lines that no requirement reaches',
      ['lines', 'why'],
      [
        ...left((file) => file.notRun, 'no test runs them'),
        ...left((file) => file.unnamed, 'only tests that name no requirement run them'),
        ...left((file) => file.unknown, 'they run, but not all tests of requirements could be measured'),
      ],
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function testsOf({ tests, unmeasured }: ReachedLines): string {
  const count = `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;
  return unmeasured.length === 0 ? count : `${count}, ${unmeasured.length} of them not measured`;
}

function linksTo({ path, lines }: LinesRun, toRoot: string): string {
  const ranges = rangesOf(lines);
  const shown = ranges.slice(0, MOST_RANGES).map(({ first, last }) => {
    return linkInCell(first === last ? `${first}` : `${first}-${last}`, `${toRoot}${path}`, first);
  });
  const more = ranges.length > MOST_RANGES ? [`and ${ranges.length - MOST_RANGES} more`] : [];
  return `${inCell(path)} ${[...shown, ...more].join(', ')}`;
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${tableOf(columns, rows)}`;
}
