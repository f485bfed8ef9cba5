import type { Grammar, SyntaxTrees } from '../codebase/syntaxTrees';
import { grammarOfPath } from '../codebase/syntaxTrees';
import type { FileReading } from './fileReading';
import { linkReadings } from './linkReadings';
import { readPython } from './python/readPython';
import { readScript } from './script/readScript';
import type { SourceNode } from './sourceNode';
import { copyTree } from './sourceNode';
import type { TestContract } from './testContract';

/** A file that may say something about what tests promise. */
export interface ContractSource {
  /** Workspace-relative with forward slashes. */
  readonly path: string;
  readonly text: string;
}

type Reader = (path: string, root: SourceNode) => FileReading;

const READERS: Readonly<Partial<Record<Grammar, Reader>>> = {
  python: readPython,
  javascript: readScript,
  typescript: readScript,
  tsx: readScript,
};

/** Reads what tests promise from their files, the files that they use, snapshots and the runner's configuration. */
export async function readTestContract(files: readonly ContractSource[], trees: SyntaxTrees): Promise<TestContract> {
  const readings: FileReading[] = [];
  for (const { path, text } of files) {
    const grammar = grammarOfPath(path);
    const read = grammar === undefined ? undefined : READERS[grammar];
    if (grammar === undefined || read === undefined) continue;
    readings.push(read(path, await trees.read(grammar, text, (root) => copyTree(root, text))));
  }
  return { version: 1, ...linkReadings(readings), settings: [] };
}
