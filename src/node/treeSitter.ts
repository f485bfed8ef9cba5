import type { Language, Node, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { AnyGrammar, ParseError, SyntaxNode, SyntaxTrees } from '../core/codebase/syntaxTrees';
import { plainTree } from './plainTree';

type TreeSitter = typeof import('@vscode/tree-sitter-wasm');

interface Loaded {
  readonly parser: Parser;
  language(grammar: AnyGrammar): Promise<Language>;
}

/** Real sources are far shorter, and parse in a fraction of the time; texts are known on which a grammar takes a minute. */
const LONGEST = 500_000;
const LONGEST_MS = 1_000;

/** Once for the process: the library tells where its files are at its first start only. */
let loaded: Promise<Loaded> | undefined;

/** tree-sitter with the grammars that are shipped with the product; loaded at the first parse, each grammar when it is wanted. */
export function createSyntaxTrees(): SyntaxTrees {
  return {
    async read<T>(grammar: AnyGrammar, text: string, read: (root: SyntaxNode) => T): Promise<T | undefined> {
      const tree = await parse(grammar, text);
      if (tree === undefined) return undefined;
      const cursor = tree.walk();
      try {
        return read(plainTree(cursor, text));
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
    async firstError(grammar, text) {
      const tree = await parse(grammar, text);
      if (tree === undefined) return 'undecided';
      try {
        return firstErrorBelow(tree.rootNode);
      } finally {
        tree.delete();
      }
    },
  };
}

/** Undefined for a text that is too long, or that keeps the parser busy. Nothing may wait between it and the use of the tree. */
async function parse(grammar: AnyGrammar, text: string): Promise<Tree | undefined> {
  if (text.length > LONGEST) return undefined;
  loaded ??= load();
  const { parser, language } = await loaded;
  const wanted = await language(grammar);
  parser.setLanguage(wanted);
  const deadline = performance.now() + LONGEST_MS;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree !== null) return tree;
  // Or the next text would be taken for the rest of this one.
  parser.reset();
  return undefined;
}

/** The innermost of the first ones: an outer one often spans the whole text. */
function firstErrorBelow(root: Node): ParseError | undefined {
  let found: Node | undefined;
  let inside: Node | undefined = root.hasError ? root : undefined;
  while (inside !== undefined) {
    if (inside.isError || inside.isMissing) found = inside;
    inside = inside.children.find((child) => child !== null && (child.hasError || child.isMissing)) ?? undefined;
  }
  if (found === undefined) return undefined;
  const [line, endLine] = [found.startPosition.row + 1, found.endPosition.row + 1];
  return { line, endLine, missing: found.isMissing ? found.type : undefined, text: found.text };
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
  const languages = new Map<AnyGrammar, Promise<Language>>();
  return {
    parser: new Parser(),
    language(grammar) {
      const known = languages.get(grammar) ?? Language.load(`${folder}tree-sitter-${grammar}.wasm`);
      languages.set(grammar, known);
      return known;
    },
  };
}
