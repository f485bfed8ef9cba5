import { buildGraph } from '../../src/core/codebase/graph/buildGraph';
import { NameTable } from '../../src/core/codebase/graph/nameTable';
import { isSourcePath } from '../../src/core/codebase/sourcePath';
import { outlineOf } from '../../src/core/codebase/symbols/outlineOf';
import { readSymbols } from '../../src/core/codebase/symbols/readSymbols';
import { WordScanner } from '../../src/core/codebase/words/wordScanner';
import type { CodebaseSearch } from '../../src/core/context/codebaseSearch';
import { findInGraph } from '../../src/core/context/findInGraph';
import { ok } from '../../src/core/lib/result';
import { createSyntaxTrees } from '../../src/node/treeSitter';

/** Loaded once for all tests. */
const trees = createSyntaxTrees();

/** Looks into files that are in memory, as the product does it, without a thread. */
export function memorySearch(files: Readonly<Record<string, string>>): CodebaseSearch {
  return {
    async find(queries) {
      const names = new NameTable();
      const scanner = new WordScanner(names);
      const sources = Object.entries(files).filter(([path]) => isSourcePath(path));
      const read = await Promise.all(
        sources.map(async ([path, text]) => ({ path, text, symbols: await readSymbols({ path, text }, trees) })),
      );
      const graph = buildGraph(
        read.map(({ path, text }) => ({ path, bytes: text.length, ...scanner.scan(path, Buffer.from(text)) })),
        names,
      );
      const show = async (path: string) => {
        const file = read.find((each) => each.path === path);
        if (file === undefined) return undefined;
        return { text: file.text, outline: file.symbols === undefined ? '' : outlineOf(file.symbols) };
      };
      return ok(await Promise.all(queries.map((query) => findInGraph(graph, query, show))));
    },
  };
}
