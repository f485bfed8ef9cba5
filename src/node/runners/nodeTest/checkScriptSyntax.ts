import { stripVTControlCharacters } from 'node:util';
import type { SyntaxCheck } from '../../../core/testrun/runner';
import { describeEnd, lastWords } from '../describeEnd';
import { runToEnd } from '../runToEnd';
import type { NodeProgram } from './findNode';

export interface ScriptSyntaxOptions {
  readonly node: NodeProgram;
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

const SCRIPT = /\.[cm]?[jt]s$/;

/**
 * `node --check` for each script, which knows by the file's name and the project what is a module; files of other languages
 * are not in the answer.
 */
export async function checkScriptSyntax(
  { node, root, env }: ScriptSyntaxOptions,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const checks: SyntaxCheck[] = [];
  for (const path of paths.filter((each) => SCRIPT.test(each))) {
    const { end, output } = await runToEnd(
      { command: node.path, args: ['--check', `./${path}`], cwd: root, env },
      signal,
    );
    if (signal.aborted) return [];
    const isRight = end.kind === 'exited' && end.code === 0;
    checks.push({
      path,
      error: isRight ? undefined : (errorIn(output) ?? `not checked: node ${describeEnd(end)}${lastWords(output)}`),
    });
  }
  return checks;
}

/** The line `SyntaxError: ...` with the number of the source line, which node prints first, after the path. */
function errorIn(output: string): string | undefined {
  const text = stripVTControlCharacters(output);
  const error = /^(?:Syntax|Type)?Error(?: \[\w+\])?: .*$/m.exec(text)?.[0];
  const line = /^.+:(\d+)\r?$/m.exec(text.split('\n', 1)[0] ?? '')?.[1];
  return error === undefined ? undefined : `${error}${line === undefined ? '' : ` (line ${line})`}`;
}
