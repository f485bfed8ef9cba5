import type { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { Grammar, SyntaxNode, SyntaxTrees } from '../core/codebase/syntaxTrees';
import { plainTree } from './plainTree';

type TreeSitter = typeof import('@vscode/tree-sitter-wasm');

interface Loaded {
  readonly parser: Parser;
  language(grammar: Grammar): Promise<Language>;
}

/** Once for the process: the library tells where its files are at its first start only. */
let loaded: Promise<Loaded> | undefined;

/** tree-sitter with the grammars that are shipped with the product; loaded at the first parse, each grammar when it is wanted. */
export function createSyntaxTrees(): SyntaxTrees {
  return {
    async read<T>(grammar: Grammar, text: string, read: (root: SyntaxNode) => T): Promise<T> {
      loaded ??= load();
      const { parser, language } = await loaded;
      const wanted = await language(grammar);
      // From here on nothing waits, so that one parser serves all.
      parser.setLanguage(wanted);
      const tree = parser.parse(text);
      if (tree === null) throw new Error(`no tree for a ${grammar} text`);
      const cursor = tree.walk();
      try {
        return read(plainTree(cursor, text));
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

async function load(): Promise<Loaded> {
  const imported: Partial<TreeSitter> & { readonly default?: TreeSitter } = await import('@vscode/tree-sitter-wasm');
  // Node sees no named exports in the package's file; in a bundle there is no default.
  const { Parser, Language } = imported.default ?? (imported as TreeSitter);
  let folder = '';
  await Parser.init({
    locateFile: (name: string, scriptFolder: string) => {
      folder = scriptFolder;
      return `${scriptFolder}${name}`;
    },
  });
  const languages = new Map<Grammar, Promise<Language>>();
  return {
    parser: new Parser(),
    language(grammar) {
      const known = languages.get(grammar) ?? Language.load(`${folder}tree-sitter-${grammar}.wasm`);
      languages.set(grammar, known);
      return known;
    },
  };
}
