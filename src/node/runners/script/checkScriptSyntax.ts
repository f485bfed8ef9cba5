import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { SyntaxCheck } from '../../../core/testrun/runner';
import { describeSystemError } from '../../describeSystemError';
import { parseFields, textOf } from '../decode';
import { describeEnd, lastWords } from '../describeEnd';
import { foldersAbove } from '../projectFolder';
import { runToEnd } from '../runToEnd';
import type { NodeProgram } from './findNode';

export interface ScriptSyntaxOptions {
  readonly node: NodeProgram;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether the runner compiles the files, so that a `.js` file may be a module whatever its package says. */
  readonly isCompiled?: boolean;
}

const SCRIPT = /\.[cm]?[jt]s$/;

/**
 * `node --check` for each script, as a module or not by its name and its package; files of other languages are not in the
 * answer.
 */
export async function checkScriptSyntax(
  options: ScriptSyntaxOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const checks: SyntaxCheck[] = [];
  for (const path of paths.filter((each) => SCRIPT.test(each))) {
    const absolute = join(options.root, path);
    const isOpen = options.isCompiled === true || (await packageType(options.root, path)) === undefined;
    const open = path.endsWith('.js') && isOpen;
    const error = open ? await errorInEither(absolute, options, signal) : await errorIn(absolute, options, signal);
    if (signal.aborted) return [];
    checks.push({ path, error });
  }
  return checks;
}

/** The `type` of the package that a file belongs to. */
async function packageType(root: string, path: string): Promise<string | undefined> {
  for (const folder of foldersAbove([path])) {
    try {
      const said = parseFields(await readFile(join(root, folder, 'package.json'), 'utf8'));
      if (said !== undefined) return textOf(said['type']);
    } catch {
      // No package.json here: the folder above decides.
    }
  }
  return undefined;
}

/**
 * Without a type in its package a file is a script, or else a module, whichever it can be. `node --check` of Node 20 and 22
 * finds every such module right, so each kind is checked under a name that says it.
 */
async function errorInEither(
  path: string,
  options: ScriptSyntaxOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'agentforge-check-'));
  try {
    let error: string | undefined;
    for (const name of ['script.cjs', 'module.mjs']) {
      const copy = join(folder, name);
      await copyFile(path, copy);
      error = await errorIn(copy, options, signal);
      if (error === undefined) return undefined;
    }
    return error;
  } catch (error) {
    return describeSystemError(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function errorIn(
  path: string,
  { node, root, env }: ScriptSyntaxOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { end, output } = await runToEnd({ command: node.path, args: ['--check', path], cwd: root, env }, signal);
  if (end.kind === 'exited' && end.code === 0) return undefined;
  return errorOf(output) ?? `not checked: node ${describeEnd(end)}${lastWords(output)}`;
}

/** The line `SyntaxError: ...` with the number of the source line, which node prints in a line of its own, after the path. */
function errorOf(output: string): string | undefined {
  const text = stripVTControlCharacters(output);
  const error = /^\w*Error(?: \[\w+\])?: .*$/m.exec(text)?.[0];
  const line = /^(?:file:\/\/|\/|[A-Za-z]:[\\/]).*:(\d+)\r?$/m.exec(text)?.[1];
  return error === undefined ? undefined : `${error}${line === undefined ? '' : ` (line ${line})`}`;
}
