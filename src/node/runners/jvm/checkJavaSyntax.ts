import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyntaxCheck } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { describeEnd, lastWords } from '../describeEnd';
import { findExecutable } from '../findExecutable';
import { runToEnd } from '../runToEnd';

export interface JavaSyntaxOptions {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What Java needs beyond what every program gets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Parses each Java file with `javac`, which goes no further; Kotlin and other languages are not in the answer. */
export async function checkJavaSyntax(
  { root, env, variables }: JavaSyntaxOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const files = paths.filter((path) => path.endsWith('.java'));
  if (files.length === 0) return [];
  const own = variables['JAVA_HOME'];
  const javac =
    (own === undefined ? undefined : await findExecutable('javac', { PATH: join(own, 'bin') })) ??
    (await findExecutable('javac', env));
  if (javac === undefined) return files.map((path) => ({ path, error: 'not checked: there is no javac on PATH' }));
  const scratch = await mkdtemp(join(tmpdir(), 'agentforge-check-'));
  try {
    const args = ['-proc:none', '-XDshould-stop.ifNoError=PARSE', '-d', scratch, ...files.map((file) => `./${file}`)];
    const request = { command: javac, args, cwd: root, env: childEnvironment(env, variables) };
    const { end, output } = await runToEnd(request, signal);
    if (signal.aborted) return [];
    const isDone = end.kind === 'exited' && (end.code === 0 || output.includes(': error: '));
    return files.map((path) => {
      const said = output.split(/\r?\n/).find((line) => line.startsWith(`./${path}:`) && line.includes(': error: '));
      const [, line, message] = /:(\d+): error: (.*)$/.exec(said ?? '') ?? [];
      if (message !== undefined) return { path, error: `${message} (line ${line})` };
      return { path, error: isDone ? undefined : `not checked: javac ${describeEnd(end)}${lastWords(output)}` };
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
