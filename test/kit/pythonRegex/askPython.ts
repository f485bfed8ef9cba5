import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from '../editor/repositoryRoot';

export interface RegexCase {
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly texts: readonly string[];
}

/** Spans in code points, for each text; null when Python refuses the pattern. */
export type Spans = readonly (readonly (readonly [number, number])[])[] | null;

/** What Python's own `re` finds, for many patterns in one run of it. */
export function askPython(cases: readonly RegexCase[]): readonly Spans[] {
  return runPython([path.join(repositoryRoot, 'test/kit/pythonRegex/findAll.py')], JSON.stringify(cases));
}

/** Those that its version of Unicode has: the engine here knows newer ones. */
export function charactersOfPython(): readonly string[] {
  const script =
    'import json, unicodedata; print(json.dumps([c for c in range(1, 0x30000) if unicodedata.category(chr(c)) not in ("Cn", "Cs")]))';
  return runPython<readonly number[]>(['-c', script], '').map((code) => String.fromCodePoint(code));
}

function runPython<T>(args: readonly string[], input: string): T {
  const run = spawnSync('python3', ['-I', ...args], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`python3: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout) as T;
}
