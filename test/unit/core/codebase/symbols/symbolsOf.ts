import assert from 'node:assert/strict';
import type { FileSymbols } from '../../../../../src/core/codebase/symbols/fileSymbols';
import { readSymbols } from '../../../../../src/core/codebase/symbols/readSymbols';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

export async function symbolsOf(path: string, text: string): Promise<FileSymbols> {
  const symbols = await readSymbols({ path, text }, trees);
  assert.ok(symbols, `${path} has symbols`);
  return symbols;
}

/** One line a definition: `2-4 method Cart.add | def add(self): | Adds.` */
export function shown({ definitions }: FileSymbols): readonly string[] {
  return definitions.map(({ name, kind, within, line, endLine, signature, doc }) => {
    const said = [signature.replaceAll('\n', '⏎'), ...(doc === '' ? [] : [doc])].join(' | ');
    return `${line}-${endLine} ${kind} ${[...within, name].join('.')} | ${said}`;
  });
}

/** `../money: Money Currency` */
export function imported({ imports }: FileSymbols): readonly string[] {
  return imports.map(({ module, names }) => [`${module}:`, ...names].join(' '));
}
