import { buildGraph } from '../../../../src/core/codebase/graph/buildGraph';
import type { CodebaseGraph } from '../../../../src/core/codebase/graph/codebaseGraph';
import { NameTable } from '../../../../src/core/codebase/graph/nameTable';
import { outlineOf } from '../../../../src/core/codebase/symbols/outlineOf';
import { WordScanner } from '../../../../src/core/codebase/words/wordScanner';
import { fillCodebase } from '../../../../src/core/context/fillCodebase';
import { findInGraph } from '../../../../src/core/context/findInGraph';
import { upperEstimate } from '../../../../src/core/context/tokenCounter';
import type { Contender, Question } from './contender';
import { readAllSymbols } from './readAllSymbols';

/** The product: an index of the files that are left, its ranking, and what it puts into a prompt that has that much room. */
export const productSearch: Contender = {
  name: 'AgentForge',
  version: undefined,
  keepsBudget: false,
  async open(_project, workspace) {
    const symbols = await readAllSymbols(workspace);
    let last: { readonly files: Question['files']; readonly graph: CodebaseGraph } | undefined;
    return {
      async ask({ implementation, test, text, files }, tokens) {
        if (last?.files !== files) last = { files, graph: graphOf(files) };
        const tests = test === undefined ? [] : [test];
        const query = {
          seeds: [implementation, ...tests],
          without: tests,
          texts: [{ text, weight: 1 }],
          named: [],
          pinned: [],
          tokens,
        };
        const findings = await findInGraph(last.graph, query, async (path) => {
          const content = files.get(path);
          const own = symbols.get(path);
          return content === undefined
            ? undefined
            : { text: content, outline: own === undefined ? '' : outlineOf(own) };
        });
        const { sections } = fillCodebase(findings, { tag: 'codebase', room: tokens, count: upperEstimate });
        return sections.map((section) => ({ path: section.file ?? '', text: section.text }));
      },
      async close() {},
    };
  },
};

/** From nothing for each question, so that no name of what was taken away is left in it. */
function graphOf(files: Question['files']): CodebaseGraph {
  const names = new NameTable();
  const scanner = new WordScanner(names);
  const all = [...files].map(([path, text]) => {
    const bytes = Buffer.from(text);
    return { path, bytes: bytes.length, ...scanner.scan(path, bytes) };
  });
  return buildGraph(all, names);
}
