import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyntaxCheck } from '../../../core/testrun/runner';
import { describeSystemError } from '../../describeSystemError';
import { describeEnd, lastWords } from '../describeEnd';
import { runToEnd } from '../runToEnd';

export interface RustSyntaxOptions {
  /** Absolute path of `rustfmt`. */
  readonly rustfmt: string;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** The edition of the language that a file is written in. */
  editionOf(path: string): string;
}

/** Parses each Rust file with `rustfmt`; files of other languages are not in the answer. */
export async function checkRustSyntax(
  options: RustSyntaxOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const checks: SyntaxCheck[] = [];
  for (const path of paths.filter((each) => each.endsWith('.rs'))) {
    checks.push({ path, error: await errorIn(path, options, signal) });
    if (signal.aborted) return [];
  }
  return checks;
}

/** In a copy on its own: rustfmt would go on to the modules that a file names, and read the settings beside it. */
async function errorIn(
  path: string,
  { rustfmt, root, env, editionOf }: RustSyntaxOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'agentforge-check-'));
  try {
    const copy = join(folder, 'file.rs');
    await copyFile(join(root, path), copy);
    const args = ['--check', '--edition', editionOf(path), '--color', 'never', copy];
    const { end, output } = await runToEnd({ command: rustfmt, args, cwd: folder, env }, signal);
    // Errors with a number are about what is parsed, such as a module whose file is not beside the copy.
    const error = /^error: (.*)$/m.exec(output)?.[1];
    if (error !== undefined) {
      const line = /^ *--> .*:(\d+):\d+$/m.exec(output)?.[1];
      return `${error}${line === undefined ? '' : ` (line ${line})`}`;
    }
    // 1: it would be formatted otherwise.
    return end.kind === 'exited' && end.code <= 1
      ? undefined
      : `not checked: rustfmt ${describeEnd(end)}${lastWords(output)}`;
  } catch (error) {
    return describeSystemError(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
