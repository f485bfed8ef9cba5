import type { SyntaxTrees } from '../codebase/syntaxTrees';
import { grammarOfPath } from '../codebase/syntaxTrees';
import { canonicalText } from './canonicalText';
import { isConfigurationScript } from './contractFile';
import type { FileReading } from './fileReading';
import { linkReadings } from './linkReadings';
import { readSource } from './readSource';
import { readSettings } from './settings/readSettings';
import { copyTree } from './sourceNode';
import type { TestContract } from './testContract';

/** A file that may say something about what tests promise. */
export interface ContractSource {
  /** Workspace-relative with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** What a file asks of the runner in a comment at its head: `@vitest-environment jsdom`. */
const WISH = /@((?:jest|vitest)-environment(?:-options)?)[ \t]+([^\n*]+)/g;
const HEAD = 2_000;

/** Reads what tests promise from their files, the files that they use, snapshots and the runner's configuration. */
export async function readTestContract(files: readonly ContractSource[], trees: SyntaxTrees): Promise<TestContract> {
  const readings: FileReading[] = [];
  const settings: TestContract['settings'][number][] = [];
  for (const { path, text } of files) {
    const source = await readSource(path, text, trees);
    if (source === 'undecided') {
      // What cannot be read promises its every character.
      settings.push({ file: path, key: '', value: text.trim() });
      continue;
    }
    if (source !== undefined) readings.push(source.reading);
    else if (isConfigurationScript(path))
      settings.push({ file: path, key: '', value: await canonicalScript(path, text, trees) });
    else for (const setting of readSettings(path, text)) settings.push({ file: path, ...setting });
    if (source === undefined) continue;
    for (const [, key = '', value = ''] of text.slice(0, HEAD).matchAll(WISH)) {
      settings.push({ file: path, key: `@${key}`, value: value.trim() });
    }
  }
  return { version: 1, ...linkReadings(readings), settings };
}

/** A configuration that is a program, without its comments and its layout. */
async function canonicalScript(path: string, text: string, trees: SyntaxTrees): Promise<string> {
  const grammar = grammarOfPath(path);
  if (grammar === undefined) return text.trim();
  return (await trees.read(grammar, text, (tree) => canonicalText(copyTree(tree, text)))) ?? text.trim();
}
