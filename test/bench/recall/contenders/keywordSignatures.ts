import type { Contender } from './contender';
import { keywordRanker } from './keywordRanker';
import { readAllOutlines } from './readAllSymbols';

/** Outlines by BM25: what the product would be with keywords in place of its ranking. */
export const keywordSignatures: Contender = {
  name: 'BM25, signatures',
  version: undefined,
  keepsBudget: false,
  async open(_project, workspace) {
    const rank = keywordRanker(workspace);
    const outlines = await readAllOutlines(workspace);
    return {
      async ask(question) {
        return rank(question).map((path) => ({ path, text: outlines.get(path) ?? '' }));
      },
      async close() {},
    };
  },
};
