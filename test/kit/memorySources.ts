import type { EvaluationPorts, PatternSearch } from '../../src/core/conformance/evaluate/evaluationPorts';
import { isPlainText } from '../../src/core/conformance/pythonRegex/translatePattern';
import { linesOfMatches } from '../../src/node/conformance/linesOfMatches';
import { createSyntaxTrees } from '../../src/node/treeSitter';

/** Loaded once for all tests. */
const trees = createSyntaxTrees();

/** Looks for patterns at once, without a limit of time. */
export const searchAtOnce: PatternSearch = {
  search: async (text, patterns) =>
    patterns.map(({ source, plainSource }) => {
      const pattern = new RegExp(isPlainText(text) ? plainSource : source, 'gv');
      return { kind: 'lines', lines: linesOfMatches(pattern, text) };
    }),
};

/** A project that lives in memory; bytes stand for a file that holds no text. */
export function memorySources(files: Readonly<Record<string, string | Uint8Array>>): EvaluationPorts {
  return {
    files: {
      list: async () => Object.keys(files).sort(),
      read: async (path) => {
        const content = files[path];
        if (content === undefined) return { kind: 'unreadable', why: 'no such file or folder' };
        return typeof content === 'string' ? { kind: 'text', text: content } : { kind: 'no text' };
      },
    },
    search: searchAtOnce,
    trees,
    runCommand: undefined,
  };
}
