import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, numberOf, parseFields } from '../decode';

export interface IstanbulCoverageOptions {
  /** The `coverage-final.json` of istanbul's json reporter; absolute. */
  readonly report: string;
  /** Absolute, links resolved. */
  readonly root: string;
  /** Workspace-relative. */
  readonly files: readonly string[];
}

/** Hits of lines, as istanbul counts them: those of the statement that begins there and is run most often. */
export async function istanbulCoverage({ report, root, files }: IstanbulCoverageOptions): Promise<Coverage> {
  const said = parseFields(await readFile(report, 'utf8').catch(() => ''));
  if (said === undefined) {
    return { kind: 'unavailable', detail: 'the run wrote no report of its coverage', install: undefined };
  }
  const measured = files.flatMap((path): FileCoverage[] => {
    const file = fieldsOf(said[join(root, path)]);
    return file === undefined ? [] : [{ path, lines: linesOf(file) }];
  });
  return { kind: 'measured', files: measured };
}

function linesOf(file: Fields): FileCoverage['lines'] {
  const [places, counts] = [fieldsOf(file['statementMap']) ?? {}, fieldsOf(file['s']) ?? {}];
  const hits = new Map<number, number>();
  for (const [statement, place] of Object.entries(places)) {
    const line = numberOf(fieldsOf(fieldsOf(place)?.['start'])?.['line']);
    if (line !== undefined) hits.set(line, Math.max(hits.get(line) ?? 0, numberOf(counts[statement]) ?? 0));
  }
  return [...hits].sort(([a], [b]) => a - b).map(([line, times]) => ({ line, hits: times }));
}
