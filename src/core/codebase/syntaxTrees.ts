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

export const GRAMMARS = ['python', 'javascript', 'typescript', 'tsx', 'go', 'rust', 'java', 'c-sharp'] as const;
export type Grammar = (typeof GRAMMARS)[number];

/** Parses source text. Nothing is loaded before the first call. */
export interface SyntaxTrees {
  /** Gives what `read` makes of the tree, which is freed afterwards: no node may leave it. A text with errors has a tree too. */
  read<T>(grammar: Grammar, text: string, read: (root: SyntaxNode) => T): Promise<T>;
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

/** The grammar of a file by its extension; undefined when there is none here. */
export function grammarOfPath(path: string): Grammar | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  return extension === undefined ? undefined : BY_EXTENSION[extension];
}
