/** A node of a concrete syntax tree, as tree-sitter grammars name them. Rows and columns count from 0. */
export interface SyntaxNode {
  readonly id: number;
  /** The grammar's name of the node: `function_definition`, `call_expression`. */
  readonly type: string;
  readonly text: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly endPosition: { readonly row: number; readonly column: number };
  readonly parent: SyntaxNode | null;
  readonly children: readonly (SyntaxNode | null)[];
  readonly namedChildren: readonly (SyntaxNode | null)[];
  /** Whether something in it could not be parsed. */
  readonly hasError: boolean;
  childForFieldName(name: string): SyntaxNode | null;
  descendantsOfType(types: string | string[]): readonly (SyntaxNode | null)[];
}

/** Grammars of languages that are understood: what a test promises, what code is public. */
export const GRAMMARS = ['python', 'javascript', 'typescript', 'tsx', 'go', 'rust', 'java', 'c-sharp'] as const;
export type Grammar = (typeof GRAMMARS)[number];

/** Languages that are parsed too, to see whether a text is one of them and where its definitions are. */
export const PARSED_ONLY = ['ruby', 'php', 'cpp'] as const;
export type AnyGrammar = Grammar | (typeof PARSED_ONLY)[number];

/** Where a parser stops understanding. Lines count from 1; `endLine` is the last one of the stretch that makes no sense to it. */
export interface ParseError {
  readonly line: number;
  readonly endLine: number;
  /** What would have to stand there, such as `)`; undefined when it is something there that does not fit. */
  readonly missing: string | undefined;
  /** The stretch itself, '' when something is missing. */
  readonly text: string;
}

/** A stretch of the source that a query names; counted in characters from 0, `end` is the first one behind it. */
export interface Capture {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Parses source text. Nothing is loaded before the first call. */
export interface SyntaxTrees {
  /**
   * Gives what `read` makes of the tree, which is freed afterwards: no node may leave it. A text with errors has a tree too.
   * Undefined for a text that is too long, or made to keep a parser busy.
   */
  read<T>(grammar: AnyGrammar, text: string, read: (root: SyntaxNode) => T): Promise<T | undefined>;
  /**
   * What a query in tree-sitter's language finds, match by match: far cheaper than `read`, which copies the whole tree. Undefined as there.
   * @see https://tree-sitter.github.io/tree-sitter/using-parsers/queries/1-syntax.html
   */
  matches(grammar: AnyGrammar, query: string, text: string): Promise<readonly (readonly Capture[])[] | undefined>;
  /** The first place that does not parse, undefined when all does. `undecided`: as when `read` gives undefined. */
  firstError(grammar: AnyGrammar, text: string): Promise<ParseError | 'undecided' | undefined>;
}

const BY_EXTENSION: Readonly<Record<string, Grammar>> = {
  py: 'python',
  pyi: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  go: 'go',
  rs: 'rust',
  java: 'java',
  cs: 'c-sharp',
};

const PARSED_BY_EXTENSION: Readonly<Record<string, AnyGrammar>> = {
  ...BY_EXTENSION,
  rb: 'ruby',
  rake: 'ruby',
  gemspec: 'ruby',
  php: 'php',
  cpp: 'cpp',
  cc: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  hh: 'cpp',
  hxx: 'cpp',
};

/** The grammar of a file by its extension; undefined when there is none here, or none that is understood. */
export function grammarOfPath(path: string): Grammar | undefined {
  return BY_EXTENSION[extensionOf(path)];
}

/** As `grammarOfPath`, with the languages that are parsed only. */
export function parserOfPath(path: string): AnyGrammar | undefined {
  return PARSED_BY_EXTENSION[extensionOf(path)];
}

/** Lower case, without the dot; '' when there is none. */
function extensionOf(path: string): string {
  return /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}
