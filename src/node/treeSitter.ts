import type { Language, Node, Parser, Query, Tree } from '@vscode/tree-sitter-wasm';
import type { AnyGrammar, Capture, ParseError, SyntaxNode, SyntaxTrees } from '../core/codebase/syntaxTrees';
import { ParserEffort } from './parserEffort';
import { plainTree } from './plainTree';

type TreeSitter = typeof import('@vscode/tree-sitter-wasm');

interface Loaded {
  readonly parser: Parser;
  language(grammar: AnyGrammar): Promise<Language>;
  /** Compiled once; they are few, and are kept. */
  query(language: Language, source: string): Query;
}

/** Real sources are far shorter. */
const LONGEST = 500_000;

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
    async matches(grammar, query, text) {
      const tree = await parse(grammar, text);
      if (tree === undefined || loaded === undefined) return undefined;
      const asked = (await loaded).query(tree.language, query);
      try {
        return runQuery(asked, tree.rootNode);
      } finally {
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

/** Undefined for a text that is too long, or made to keep the parser busy. Nothing may wait between it and the use of the tree. */
async function parse(grammar: AnyGrammar, text: string): Promise<Tree | undefined> {
  if (text.length > LONGEST) return undefined;
  loaded ??= load();
  const { parser, language } = await loaded;
  const wanted = await language(grammar);
  parser.setLanguage(wanted);
  const effort = new ParserEffort();
  const tree = parser.parse(text, null, { progressCallback: ({ currentOffset }) => effort.isTooMuch(currentOffset) });
  if (tree !== null) return tree;
  // Or the next text would be taken for the rest of this one.
  parser.reset();
  return undefined;
}

/** Undefined when it takes too long: patterns can be tried in very many ways on a text that is made for it. */
function runQuery(query: Query, root: Node): readonly (readonly Capture[])[] | undefined {
  const effort = new ParserEffort();
  let isTooMuch = false;
  const progressCallback = ({ currentOffset }: { readonly currentOffset: number }): boolean => {
    isTooMuch = effort.isTooMuch(currentOffset);
    return isTooMuch;
  };
  const found = query.matches(root, { progressCallback });
  if (isTooMuch) return undefined;
  return found.map(({ captures }) =>
    captures.map(({ name, node }) => ({ name, start: node.startIndex, end: node.endIndex })),
  );
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
  const { Parser, Language, Query } = imported.default ?? (imported as TreeSitter);
  let folder = '';
  await Parser.init({
    locateFile: (name: string, scriptFolder: string) => {
      folder = scriptFolder;
      return `${scriptFolder}${name}`;
    },
  });
  const languages = new Map<AnyGrammar, Promise<Language>>();
  const queries = new Map<Language, Map<string, Query>>();
  return {
    parser: new Parser(),
    language(grammar) {
      const known = languages.get(grammar) ?? Language.load(`${folder}tree-sitter-${grammar}.wasm`);
      languages.set(grammar, known);
      return known;
    },
    query(language, source) {
      const ofLanguage = queries.get(language) ?? new Map<string, Query>();
      queries.set(language, ofLanguage);
      const known = ofLanguage.get(source) ?? new Query(language, source);
      ofLanguage.set(source, known);
      return known;
    },
  };
}
