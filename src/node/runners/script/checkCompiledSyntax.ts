import type { SyntaxCheck } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { checkScriptSyntax } from './checkScriptSyntax';
import { findNode, stripsTypes } from './findNode';

export interface CompiledSyntaxOptions {
  readonly root: string;
  readonly paths: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

const TYPESCRIPT = /\.[cm]?ts$/;
/** JSX, and the parts of TypeScript that are more than types. */
const NOT_ITS_LANGUAGE = /Unexpected token '<'|ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX/;

/**
 * `node --check` for the files of a project whose runner compiles them: what is not Node's own language, such as TypeScript where
 * Node does not read it, is not in the answer.
 */
export async function checkCompiledSyntax(
  { root, paths, env }: CompiledSyntaxOptions,
  signal: AbortSignal,
): Promise<readonly SyntaxCheck[]> {
  const node = await findNode(env);
  if (!node.ok) return paths.map((path) => ({ path, error: 'not checked: there is no Node on PATH that works' }));
  const readable = paths.filter((path) => !TYPESCRIPT.test(path) || stripsTypes(node.value));
  const options = { node: node.value, root, env: childEnvironment(env), isCompiled: true };
  const checks = await checkScriptSyntax(options, readable, signal);
  return checks.filter(({ error }) => error === undefined || !NOT_ITS_LANGUAGE.test(error));
}
