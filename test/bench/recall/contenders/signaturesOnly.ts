import type { Contender } from './contender';
import { readAllOutlines } from './readAllSymbols';

/** The outlines of all files, in path order. */
export const signaturesOnly: Contender = {
  name: 'signatures, path order',
  version: undefined,
  keepsBudget: false,
  async open(_project, workspace) {
    const outlines = await readAllOutlines(workspace);
    return {
      async ask({ files, test }) {
        return [...files.keys()]
          .filter((path) => path !== test)
          .map((path) => ({ path, text: outlines.get(path) ?? '' }));
      },
      async close() {},
    };
  },
};
