import { join } from 'node:path';
import type { TestRun } from 'vscode';
import { FileCoverage, Position, StatementCoverage, TestCoverageCount, Uri } from 'vscode';
import type { Coverage, FileCoverage as MeasuredFile } from '../../core/testrun/report';

/** Detail is asked for when a file is opened; it lives as long as the editor keeps the run's coverage. */
const measuredFiles = new WeakMap<FileCoverage, MeasuredFile>();

/** Adds what was measured to a run. Gives what is to be said about it: what is missing, and how it comes. */
export function publishCoverage(run: TestRun, coverage: Coverage, root: string): readonly string[] {
  if (coverage.kind === 'unavailable') {
    const install = coverage.install === undefined ? '' : ` Install it with: ${coverage.install}`;
    return [`No coverage: ${coverage.detail}.${install}`];
  }
  for (const file of coverage.files) {
    const covered = file.lines.filter(({ hits }) => hits > 0).length;
    const shown = new FileCoverage(Uri.file(join(root, file.path)), new TestCoverageCount(covered, file.lines.length));
    measuredFiles.set(shown, file);
    run.addCoverage(shown);
  }
  return [];
}

/** The lines of a file that a run of ours measured. */
export function coverageDetails(file: FileCoverage): StatementCoverage[] {
  return (measuredFiles.get(file)?.lines ?? []).map(
    ({ line, hits }) => new StatementCoverage(hits, new Position(line - 1, 0)),
  );
}
