import { readFile } from 'node:fs/promises';
import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import { workspacePath } from '../workspacePath';

/** The lines of the asked files in a report of `llvm-cov export`; `path` and `root` are absolute, `of` workspace-relative. */
export async function readLlvmCoverage(path: string, root: string, of: readonly string[]): Promise<Coverage> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const data = listOf(parseFields(text)?.['data'], fieldsOf);
  if (data === undefined)
    return {
      kind: 'unavailable',
      detail: 'cargo llvm-cov wrote no report',
      install: 'rustup component add llvm-tools',
    };
  const files = data
    .flatMap((each) => listOf(each['files'], fieldsOf) ?? [])
    .flatMap((file): readonly FileCoverage[] => {
      const name = workspacePath(textOf(file['filename']) ?? '', root, root);
      return of.includes(name) ? [{ path: name, lines: linesOf(listOf(file['segments'], segmentOf) ?? []) }] : [];
    });
  return { kind: 'measured', files };
}

/** From here to the next segment: how often, whether that is known, and whether a region of code begins here. */
interface Segment {
  readonly line: number;
  readonly count: number;
  readonly hasCount: boolean;
  readonly isEntry: boolean;
  readonly isGap: boolean;
}

function segmentOf(value: unknown): Segment | undefined {
  if (!Array.isArray(value)) return undefined;
  const [line, count] = [numberOf(value[0]), numberOf(value[2])];
  if (line === undefined || count === undefined) return undefined;
  return { line, count, hasCount: value[3] === true, isEntry: value[4] === true, isGap: value[5] === true };
}

/** As `llvm-cov show` counts lines: by the regions that begin in it, or else by the one that reaches into it. */
function linesOf(segments: readonly Segment[]): FileCoverage['lines'] {
  const lines: { line: number; hits: number }[] = [];
  let reaching: Segment | undefined;
  let next = 0;
  for (let line = segments[0]?.line ?? 1; line <= (segments.at(-1)?.line ?? 0); line++) {
    const first = next;
    while (segments[next]?.line === line) next++;
    const own = segments.slice(first, next);
    const begun = own.filter((segment) => segment.isEntry && segment.hasCount && !segment.isGap);
    const isSkipped = own[0]?.isEntry === true && !own[0].hasCount;
    const reaches = reaching?.hasCount === true ? reaching.count : 0;
    if (!isSkipped && (reaching?.hasCount === true || begun.length > 0)) {
      lines.push({ line, hits: Math.max(reaches, ...begun.map((segment) => segment.count)) });
    }
    reaching = own.at(-1) ?? reaching;
  }
  return lines;
}
