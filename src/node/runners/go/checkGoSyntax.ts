import type { SyntaxCheck } from '../../../core/testrun/runner';
import { describeEnd, lastWords } from '../describeEnd';
import { runToEnd } from '../runToEnd';

export interface GoSyntaxOptions {
  /** Absolute path of `gofmt`. */
  readonly gofmt: string;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Parses each Go file with `gofmt`, which writes nothing here; files of other languages are not in the answer. */
export async function checkGoSyntax(
  { gofmt, root, env }: GoSyntaxOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const files = paths.filter((path) => path.endsWith('.go'));
  if (files.length === 0) return [];
  const args = ['-l', ...files.map((file) => `./${file}`)];
  const { end, output } = await runToEnd({ command: gofmt, args, cwd: root, env }, signal);
  if (signal.aborted) return [];
  // 2: some file cannot be parsed.
  const isDone = end.kind === 'exited' && (end.code === 0 || end.code === 2);
  const unchecked = `not checked: gofmt ${describeEnd(end)}${lastWords(output)}`;
  const lines = output.split(/\r?\n/);
  return files.map((path) => {
    const said = lines.find((line) => line.replace(/^\.\//, '').startsWith(`${path}:`));
    const [, line, message] = /:(\d+):\d+: (.*)$/.exec(said ?? '') ?? [];
    if (message !== undefined) return { path, error: `${message} (line ${line})` };
    return { path, error: isDone ? undefined : unchecked };
  });
}
