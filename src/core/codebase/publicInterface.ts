import { goInterface } from './goInterface';
import { javaInterface } from './javaInterface';
import type { PublicName } from './publicName';
import { pythonInterface } from './pythonInterface';
import { readSource } from './readSource';
import { rustInterface } from './rustInterface';
import { scriptInterface } from './scriptInterface';
import type { Grammar, SyntaxNode, SyntaxTrees } from './syntaxTrees';
import { grammarOfPath } from './syntaxTrees';

const READERS: Readonly<Record<Grammar, ((root: SyntaxNode) => readonly PublicName[]) | undefined>> = {
  python: pythonInterface,
  javascript: scriptInterface,
  typescript: scriptInterface,
  tsx: scriptInterface,
  go: goInterface,
  rust: rustInterface,
  java: javaInterface,
  'c-sharp': undefined,
};

/** What other files can use of a file, in the file's order; undefined for a language of which nobody here can tell. */
export async function publicInterface(
  path: string,
  text: string,
  trees: SyntaxTrees,
): Promise<readonly PublicName[] | undefined> {
  const grammar = grammarOfPath(path);
  const reader = grammar === undefined ? undefined : READERS[grammar];
  return reader === undefined ? undefined : readSource({ path, text }, trees, reader);
}
