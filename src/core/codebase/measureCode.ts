import { normalText, wordsOf } from './normalText';
import { readSource } from './readSource';
import { allOfType, fieldText, lineOf } from './syntaxSearch';
import type { Grammar, SyntaxNode, SyntaxTrees } from './syntaxTrees';
import { grammarOfPath } from './syntaxTrees';

/** How long, how branched and how repetitive code is; less is better. */
export interface CodeMeasures {
  /** Lines that hold code: no blank lines, comments and docstrings. */
  readonly lines: number;
  /** Cyclomatic: one for each named function and one for each place where the code may go another way. */
  readonly complexity: number;
  /** The same for one function; undefined when there is none. */
  readonly mostComplex: { readonly name: string; readonly complexity: number } | undefined;
  /** Lines that repeat, word for word, a sequence of at least 20 words that stands somewhere before. */
  readonly repeatedLines: number;
}

/** Measures files together; undefined when one of them is in a language that nobody here reads. */
export async function measureCode(
  files: readonly { readonly path: string; readonly text: string }[],
  trees: SyntaxTrees,
): Promise<CodeMeasures | undefined> {
  const found: Measured[] = [];
  for (const file of files) {
    const grammar = grammarOfPath(file.path);
    const measured =
      grammar === undefined ? undefined : await readSource(file, trees, (root) => measure(root, grammar));
    if (measured === undefined) return undefined;
    found.push(measured);
  }
  const [mostComplex] = found.flatMap((file) => file.functions).sort((a, b) => b.complexity - a.complexity);
  return {
    lines: sum(found.map((file) => new Set(file.words.flatMap((word) => word.lines)).size)),
    complexity: sum(found.map((file) => file.outside + sum(file.functions.map(({ complexity }) => complexity)))),
    mostComplex,
    repeatedLines: countRepeated(found.map((file) => file.words)),
  };
}

interface Word {
  readonly text: string;
  readonly lines: readonly number[];
}

interface Measured {
  readonly words: readonly Word[];
  readonly functions: readonly { readonly name: string; readonly complexity: number }[];
  /** Branches outside every named function. */
  readonly outside: number;
}

const FUNCTION =
  /^(?:generator_)?(?:async_)?(?:function|method|constructor|local_function)_(?:definition|declaration|item|statement)$/;
const NAMELESS = /^(?:lambda|arrow_function|function_expression|generator_function|closure_expression|func_literal)$/;
const BRANCHES: Readonly<Record<Grammar, readonly string[]>> = {
  python: [
    ...['if_statement', 'elif_clause', 'for_statement', 'while_statement', 'except_clause', 'case_clause'],
    ...['conditional_expression', 'boolean_operator', 'for_in_clause', 'if_clause'],
  ],
  javascript: [
    ...['if_statement', 'for_statement', 'for_in_statement', 'while_statement', 'do_statement', 'switch_case'],
    ...['catch_clause', 'ternary_expression', 'binary_expression'],
  ],
  typescript: [],
  tsx: [],
  go: ['if_statement', 'for_statement', 'expression_case', 'type_case', 'communication_case', 'binary_expression'],
  rust: [
    ...['if_expression', 'match_arm', 'for_expression', 'while_expression', 'loop_expression', 'binary_expression'],
  ],
  java: [
    ...['if_statement', 'for_statement', 'enhanced_for_statement', 'while_statement', 'do_statement', 'switch_label'],
    ...['catch_clause', 'ternary_expression', 'binary_expression'],
  ],
  'c-sharp': [
    ...['if_statement', 'for_statement', 'foreach_statement', 'while_statement', 'do_statement', 'switch_section'],
    ...['catch_clause', 'conditional_expression', 'binary_expression', 'switch_expression_arm'],
  ],
};

function measure(root: SyntaxNode, grammar: Grammar): Measured {
  const script = grammar === 'typescript' || grammar === 'tsx' ? 'javascript' : grammar;
  const functions = new Map<number, { readonly name: string; complexity: number }>();
  let outside = 0;
  const visit = (node: SyntaxNode, owner: number | undefined): void => {
    const name = nameOf(node);
    if (name !== undefined) functions.set(node.id, { name, complexity: 1 });
    const within = name === undefined ? owner : node.id;
    if (isBranch(node, BRANCHES[script])) {
      const holder = within === undefined ? undefined : functions.get(within);
      if (holder === undefined) outside++;
      else holder.complexity++;
    }
    for (const child of node.children) if (child !== null) visit(child, within);
  };
  visit(root, undefined);
  const words = wordsOf(root, isDocstring).map((word) => ({ text: normalText(word), lines: linesOf(word) }));
  return { words, functions: [...functions.values()], outside };
}

/** The name of a function that has one, by itself or by what it is assigned to. */
function nameOf(node: SyntaxNode): string | undefined {
  if (FUNCTION.test(node.type)) return fieldText(node, 'name') || 'constructor';
  if (!NAMELESS.test(node.type) || node.parent === null) return undefined;
  const { parent } = node;
  if (!/^(?:variable_declarator|pair|assignment|assignment_expression|.*field_definition)$/.test(parent.type))
    return undefined;
  return ['name', 'key', 'left', 'property'].map((field) => fieldText(parent, field)).find(Boolean);
}

function isBranch(node: SyntaxNode, types: readonly string[]): boolean {
  if (!types.includes(node.type)) return false;
  if (node.type === 'binary_expression') return /^(?:&&|\|\||\?\?)$/.test(fieldText(node, 'operator'));
  return !(/^switch_(?:label|section)$/.test(node.type) && node.text.startsWith('default'));
}

function isDocstring(node: SyntaxNode): boolean {
  if (node.type !== 'expression_statement' || node.children.length !== 1) return false;
  const [only] = node.children;
  return only?.type === 'string' && allOfType(only, 'interpolation').length === 0;
}

function linesOf(word: SyntaxNode): readonly number[] {
  const first = lineOf(word);
  return Array.from({ length: word.endPosition.row + 2 - first }, (_, index) => first + index);
}

const SHORTEST_REPEAT = 20;

function countRepeated(files: readonly (readonly Word[])[]): number {
  const first = new Map<string, { readonly file: number; readonly at: number }>();
  let count = 0;
  for (const [file, words] of files.entries()) {
    const repeated = new Set<number>();
    for (let at = 0; at + SHORTEST_REPEAT <= words.length; at++) {
      const sequence = words.slice(at, at + SHORTEST_REPEAT);
      const key = sequence.map(({ text }) => text).join('\0');
      const known = first.get(key);
      if (known === undefined) first.set(key, { file, at });
      else if (known.file !== file || known.at + SHORTEST_REPEAT <= at)
        for (const word of sequence) for (const line of word.lines) repeated.add(line);
    }
    count += repeated.size;
  }
  return count;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
