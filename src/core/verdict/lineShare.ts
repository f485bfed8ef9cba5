import type { FileCoverage } from '../testrun/report';

/** How many of the lines that can be run were run. */
export interface LineShare {
  readonly covered: number;
  readonly lines: number;
}

/** Of all files together. */
export function shareOf(files: readonly FileCoverage[]): LineShare {
  const lines = files.flatMap((file) => file.lines);
  return { covered: lines.filter(({ hits }) => hits > 0).length, lines: lines.length };
}

/** "87.5 % (7 of 8)", never rounded up. */
export function percentWords({ covered, lines }: LineShare): string {
  return `${Math.floor((1000 * covered) / lines) / 10} % (${covered} of ${lines})`;
}
