import type { FileSymbols } from '../../../../src/core/codebase/symbols/fileSymbols';
import { outlineOf } from '../../../../src/core/codebase/symbols/outlineOf';
import { readSymbols } from '../../../../src/core/codebase/symbols/readSymbols';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';
import type { Workspace } from '../workspace';

const trees = createSyntaxTrees();
const kept = new WeakMap<Workspace, Promise<ReadonlyMap<string, FileSymbols>>>();

/** Symbols of every file by path; read once, as no file's symbols depend on another file. */
export function readAllSymbols(workspace: Workspace): Promise<ReadonlyMap<string, FileSymbols>> {
  const known = kept.get(workspace) ?? readAll(workspace);
  kept.set(workspace, known);
  return known;
}

async function readAll({ files }: Workspace): Promise<ReadonlyMap<string, FileSymbols>> {
  const all = new Map<string, FileSymbols>();
  for (const [path, text] of files) {
    const symbols = await readSymbols({ path, text }, trees);
    if (symbols !== undefined) all.set(path, symbols);
  }
  return all;
}

/** The product's outline of every file by path. */
export async function readAllOutlines(workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const symbols = await readAllSymbols(workspace);
  return new Map([...symbols].map(([path, each]) => [path, outlineOf(each)]));
}
