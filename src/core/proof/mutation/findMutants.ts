import type { Grammar, SyntaxNode, SyntaxTrees } from '../../codebase/syntaxTrees';
import { grammarOfPath } from '../../codebase/syntaxTrees';
import { GO } from './languages/go';
import { PYTHON } from './languages/python';
import { SCRIPT } from './languages/script';
import type { Mutant } from './mutant';
import { applyMutant } from './mutant';
import type { Change, MutationTable } from './mutationTable';

const TABLES: Readonly<Partial<Record<Grammar, MutationTable>>> = {
  python: PYTHON,
  javascript: SCRIPT,
  typescript: SCRIPT,
  tsx: SCRIPT,
  go: GO,
};

/** Whether faults can be put into a file, by its language. */
export function canMutate(path: string): boolean {
  const grammar = grammarOfPath(path);
  return grammar !== undefined && TABLES[grammar] !== undefined;
}

/**
 * The faults that are put into a file, in the order of its text; each leaves a text that parses. Undefined for a text that does not
 * parse itself, or whose language is not known here.
 */
export async function findMutants(
  path: string,
  text: string,
  trees: SyntaxTrees,
): Promise<readonly Mutant[] | undefined> {
  const grammar = grammarOfPath(path);
  const table = grammar && TABLES[grammar];
  if (grammar === undefined || table === undefined) return undefined;
  const found = await trees.read(grammar, text, (root) => (root.hasError ? undefined : collect(path, root, table)));
  if (found === undefined) return undefined;
  const mutants: Mutant[] = [];
  const known = new Set<string>();
  for (const mutant of found) {
    if (mutant.original === mutant.replacement || known.has(mutant.id)) continue;
    known.add(mutant.id);
    if ((await trees.firstError(grammar, applyMutant(text, mutant))) === undefined) mutants.push(mutant);
  }
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Without calling itself: sources may be nested deeper than the stack. */
function collect(path: string, root: SyntaxNode, table: MutationTable): readonly Mutant[] {
  const found: Mutant[] = [];
  const left: { readonly node: SyntaxNode; readonly within: string }[] = [{ node: root, within: '' }];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { node } = at;
    if (table.isLeftAlone(node)) continue;
    const name = table.nameOf(node);
    const within = name === undefined ? at.within : at.within === '' ? name : `${at.within}.${name}`;
    for (const change of table.changesOf(node)) found.push(mutantOf(change, { path, root, node, within }));
    for (const child of node.children.toReversed()) if (child !== null) left.push({ node: child, within });
  }
  return found;
}

const STATEMENT = /(?:statement|declaration|definition|clause|declarator)$/;

function mutantOf(
  change: Change,
  about: {
    readonly path: string;
    readonly root: SyntaxNode;
    readonly node: SyntaxNode;
    readonly within: string;
  },
): Mutant {
  const { path, root, node, within } = about;
  const { operator, start, end, replacement, operands } = change;
  const original = root.text.slice(start - root.startIndex, end - root.startIndex);
  const changed = nodeAt(start, node);
  const [line, column] = [changed.startPosition.row + 1, changed.startPosition.column + 1];
  const to = line + original.split('\n').length - 1;
  const from = Math.min(line, (statementOf(node)?.startPosition.row ?? line - 1) + 1);
  const id = `${path}:${line}:${column} ${operator}: ${oneLine(original)} becomes ${oneLine(replacement)}`;
  return {
    ...{ id, file: path, start, end, line, column, statement: { from, to } },
    ...{ original, replacement, operator, within },
    ...(operands === undefined ? {} : { operands }),
  };
}

/** The innermost one that begins or goes on there: what changes may stand on a later line than its node begins. */
function nodeAt(start: number, node: SyntaxNode): SyntaxNode {
  let found = node;
  for (let next: SyntaxNode | null | undefined = node; next; ) {
    found = next;
    next = found.children.find((child) => child !== null && child.startIndex <= start && start < child.endIndex);
  }
  return found;
}

function statementOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) if (STATEMENT.test(at.type)) return at;
  return undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
