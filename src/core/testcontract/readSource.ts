import type { Grammar, SyntaxTrees } from '../codebase/syntaxTrees';
import { grammarOfPath } from '../codebase/syntaxTrees';
import { isConfigurationScript, isSnapshot } from './contractFile';
import type { FileReading } from './fileReading';
import { readClasses } from './others/readClasses';
import { readGo } from './others/readGo';
import { readRust } from './others/readRust';
import { readPython } from './python/readPython';
import { readScript } from './script/readScript';
import type { SourceNode } from './sourceNode';
import { copyTree } from './sourceNode';

const READERS: Readonly<Record<Grammar, (path: string, root: SourceNode) => FileReading>> = {
  python: readPython,
  javascript: readScript,
  typescript: readScript,
  tsx: readScript,
  go: readGo,
  rust: readRust,
  java: readClasses,
  'c-sharp': readClasses,
};

/** Reads a file of tests; undefined for a file that is no source, or only configures the runner. `undecided`: it cannot be parsed in reasonable time. */
export async function readSource(
  path: string,
  text: string,
  trees: SyntaxTrees,
): Promise<{ readonly reading: FileReading; readonly root: SourceNode } | 'undecided' | undefined> {
  const grammar = grammarOfPath(path);
  if (grammar === undefined || isSnapshot(path) || isConfigurationScript(path)) return undefined;
  const root = await trees.read(grammar, text, (tree) => copyTree(tree, text));
  return root === undefined ? 'undecided' : { reading: READERS[grammar](path, root), root };
}
