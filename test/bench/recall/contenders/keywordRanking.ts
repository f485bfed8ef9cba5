import type { Contender } from './contender';
import { keywordRanker } from './keywordRanker';

/** Whole files by BM25. */
export const keywordRanking: Contender = {
  name: 'BM25, whole files',
  version: '1',
  keepsBudget: false,
  async open(_project, workspace) {
    const rank = keywordRanker(workspace);
    return {
      async ask(question) {
        return rank(question).map((path) => ({ path, text: question.files.get(path) ?? '' }));
      },
      async close() {},
    };
  },
};
