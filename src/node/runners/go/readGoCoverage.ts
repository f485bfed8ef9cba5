import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import type { GoModule } from './goProject';
import { packageFolder } from './goProject';

/** `example.com/shop/cart/cart.go:3.24,5.2 1 0`: from, to, number of statements, times run. */
const BLOCK = /^(.+):(\d+)\.\d+,(\d+)\.\d+ \d+ (\d+)$/;
/** Blocks reach over lines that nothing runs: blank ones, comments, closing brackets. */
const NOTHING_RUNS = /^\s*(?:\/\/.*|[)\]}]+[,;]?)?\s*$/;

export interface GoProfile {
  /** The file that `-coverprofile` named; absolute. */
  readonly path: string;
  readonly root: string;
  readonly modules: readonly GoModule[];
  /** The files that were asked for, workspace-relative. */
  readonly of: readonly string[];
}

/** The lines of the asked files, as `go test -coverprofile` counted them. */
export async function readGoCoverage({ path, root, modules, of }: GoProfile): Promise<Coverage> {
  let profile: string;
  try {
    profile = await readFile(path, 'utf8');
  } catch {
    return { kind: 'unavailable', detail: 'go test wrote no coverage profile', install: undefined };
  }
  const hits = new Map<string, Map<number, number>>();
  for (const line of profile.split('\n')) {
    const [, name = '', from, to, count] = BLOCK.exec(line) ?? [];
    const folder = packageFolder(posix.dirname(name), modules);
    if (folder === undefined) continue;
    const file = posix.join(folder, posix.basename(name));
    if (!of.includes(file)) continue;
    const lines = hits.get(file) ?? new Map<number, number>();
    hits.set(file, lines);
    for (let number = Number(from); number <= Number(to); number++) {
      lines.set(number, Math.max(lines.get(number) ?? 0, Number(count)));
    }
  }
  const files = [...hits].map(async ([file, lines]): Promise<FileCoverage> => {
    const text = (await readFile(join(root, file), 'utf8')).split('\n');
    const run = [...lines].filter(([number]) => !NOTHING_RUNS.test(text[number - 1] ?? ''));
    return { path: file, lines: run.sort(([a], [b]) => a - b).map(([line, count]) => ({ line, hits: count })) };
  });
  return { kind: 'measured', files: await Promise.all(files) };
}
