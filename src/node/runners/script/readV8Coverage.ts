import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import v8ToIstanbul from 'v8-to-istanbul';

import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import { blankLiterals } from './blankLiterals';

type FunctionCoverage = Parameters<ReturnType<typeof v8ToIstanbul>['applyCoverage']>[0][number];

export interface V8CoverageOptions {
  /** The folder that NODE_V8_COVERAGE named; absolute. */
  readonly folder: string;
  /** Absolute, links resolved. */
  readonly root: string;
  /** Workspace-relative. */
  readonly files: readonly string[];
}

/**
 * What the processes of a run wrote for NODE_V8_COVERAGE, as hits of lines: https://nodejs.org/api/cli.html#node_v8_coveragedir.
 * A file that no process loaded has no hits; one that is not there, or whose lines cannot be told, is left out.
 */
export async function readV8Coverage({ folder, root, files }: V8CoverageOptions): Promise<Coverage> {
  const reports = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith('.json'));
  if (reports.length === 0) return unavailable('the run wrote no report of its coverage');
  const counted = new Map(files.map((file) => [pathToFileURL(join(root, file)).href, new Map<number, number>()]));
  for (const name of reports) {
    const written = parseFields(await readFile(join(folder, name), 'utf8'));
    const scripts = listOf(written?.['result'], fieldsOf);
    if (scripts === undefined) return unavailable('a report of the coverage was cut off');
    for (const script of scripts) {
      const url = textOf(script['url']) ?? '';
      const hits = counted.get(url);
      if (hits === undefined) continue;
      const isTold = await count(hits, script, fieldsOf(written?.['source-map-cache'])?.[url]);
      if (!isTold) counted.delete(url);
    }
  }
  const measured = [...counted].map(([url, hits]) => fileCoverage(root, url, hits));
  return { kind: 'measured', files: (await Promise.all(measured)).flatMap((file) => file ?? []) };
}

function unavailable(detail: string): Coverage {
  return { kind: 'unavailable', detail, install: undefined };
}

/** Adds what one process ran of a script. False for one that has changed or gone since it was loaded, or whose source map leads nowhere. */
async function count(hits: Map<number, number>, script: Fields, mapped: unknown): Promise<boolean> {
  const path = fileURLToPath(textOf(script['url']) ?? '');
  const functions = listOf(script['functions'], functionCoverage);
  if (functions === undefined) return false;
  try {
    const converter = v8ToIstanbul(path, 0, sourcesOf(fieldsOf(mapped)));
    await converter.load();
    converter.applyCoverage(functions);
    const { statementMap = {}, s = {} } = converter.toIstanbul()[path] ?? {};
    for (const [key, { start }] of Object.entries(statementMap)) {
      hits.set(start.line, (hits.get(start.line) ?? 0) + (s[key] ?? 0));
    }
    return true;
  } catch {
    return false;
  }
}

/** What Node keeps of a script that was compiled on loading: the lengths of its lines and its source map. */
function sourcesOf(mapped: Fields | undefined): Parameters<typeof v8ToIstanbul>[2] {
  const lengths = listOf(mapped?.['lineLengths'], numberOf);
  const sourcemap = fieldsOf(mapped?.['data']);
  if (lengths === undefined || sourcemap === undefined) return undefined;
  const source = lengths.map((length) => '.'.repeat(length)).join('\n');
  return { source, sourceMap: { sourcemap } } as unknown as Parameters<typeof v8ToIstanbul>[2];
}

function functionCoverage(value: unknown): FunctionCoverage | undefined {
  const fields = fieldsOf(value);
  const ranges = listOf(fields?.['ranges'], (item) => {
    const range = fieldsOf(item);
    const [startOffset, endOffset] = [numberOf(range?.['startOffset']), numberOf(range?.['endOffset'])];
    const times = numberOf(range?.['count']);
    return startOffset === undefined || endOffset === undefined || times === undefined
      ? undefined
      : { startOffset, endOffset, count: times };
  });
  if (ranges === undefined) return undefined;
  return { functionName: textOf(fields?.['functionName']) ?? '', ranges: [...ranges], isBlockCoverage: true };
}

const NOTHING_TO_RUN = /^[\s{}()[\];,]*$/;

async function fileCoverage(
  root: string,
  url: string,
  hits: ReadonlyMap<number, number>,
): Promise<FileCoverage | undefined> {
  const file = fileURLToPath(url);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // Blanks, comments and closing brackets are no lines that run.
  const lines = blankLiterals(text)
    .split('\n')
    .flatMap((code, index) => (NOTHING_TO_RUN.test(code) ? [] : { line: index + 1, hits: hits.get(index + 1) ?? 0 }));
  return { path: insideRoot(file, root) ?? file, lines };
}
