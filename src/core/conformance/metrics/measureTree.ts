import type { SyntaxNode } from '../../codebase/syntaxTrees';
import type { FileMeasures, FunctionMeasures } from './fileMeasures';
import type { MetricTable } from './metricTable';
import { nameOf, parametersOf } from './signature';

interface FunctionRecord {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly around: FunctionRecord | undefined;
  /** Rows with code, from 0. */
  readonly rows: Set<number>;
  complexity: number;
  depth: number;
}

interface ClassRecord {
  readonly name: string;
  readonly line: number;
  methods: number;
}

/** What a walk through the tree still has to visit, and where it is. */
interface Visit {
  readonly node: SyntaxNode;
  readonly record: FunctionRecord | undefined;
  readonly inClass: ClassRecord | undefined;
  readonly depth: number;
}

/** Measures all functions and classes in one walk, which does not call itself: sources may be nested deeper than the stack. */
export function measureTree(root: SyntaxNode, table: MetricTable): Pick<FileMeasures, 'functions' | 'classes'> {
  const records: FunctionRecord[] = [];
  const classes = new Map<SyntaxNode | string, ClassRecord>();
  const left: Visit[] = [{ node: root, record: undefined, inClass: undefined, depth: 0 }];
  for (let visit = left.pop(); visit !== undefined; visit = left.pop()) {
    const { node } = visit;
    if (isComment(node) || isDocstring(node)) continue;
    let { record, inClass, depth } = visit;
    if (table.classes.has(node.type) && node.children.length > 0) {
      inClass = { name: nameOf(node, table), line: node.startPosition.row + 1, methods: 0 };
      classes.set(node, inClass);
    } else if (isFunction(node, table)) {
      record = { node, name: nameOf(node, table), around: record, rows: new Set(), complexity: 1, depth: 0 };
      records.push(record);
      countMethod(node, inClass, table, classes);
      [inClass, depth] = [undefined, 0];
    } else if (record !== undefined) {
      if (table.nesting.has(node.type) && node.children.length > 0 && !isElseIf(node)) depth++;
      record.depth = Math.max(record.depth, depth);
      if (isDecision(node, table)) record.complexity++;
      if (node.children.length === 0) addRows(node, record);
    }
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) left.push({ node: child, record, inClass, depth });
    }
  }
  // What is inside comes after what is around it.
  for (const { around, rows } of [...records].reverse()) for (const row of rows) around?.rows.add(row);
  return { functions: records.map((record) => measuresOf(record, table)), classes: [...classes.values()] };
}

function measuresOf({ node, name, rows, complexity, depth }: FunctionRecord, table: MetricTable): FunctionMeasures {
  return {
    ...{ name, line: node.startPosition.row + 1 },
    cyclomatic_complexity: complexity,
    function_length: rows.size,
    nesting_depth: depth,
    parameter_count: parametersOf(node, table),
  };
}

function countMethod(
  node: SyntaxNode,
  inClass: ClassRecord | undefined,
  table: MetricTable,
  classes: Map<SyntaxNode | string, ClassRecord>,
): void {
  const name = table.classOf?.(node);
  const line = node.startPosition.row + 1;
  const owner = name === undefined ? inClass : (classes.get(name) ?? { name, line, methods: 0 });
  if (owner === undefined) return;
  if (name !== undefined) classes.set(name, owner);
  owner.methods++;
}

function isFunction(node: SyntaxNode, { functions, nameless, namers }: MetricTable): boolean {
  if (functions.has(node.type)) return node.children.length > 0;
  const parent = node.parent;
  return (
    nameless?.has(node.type) === true &&
    parent !== null &&
    namers?.[parent.type] !== undefined &&
    (parent.childForFieldName('value') ?? parent.childForFieldName('right'))?.startIndex === node.startIndex
  );
}

function isDecision(node: SyntaxNode, table: MetricTable): boolean {
  if (node.children.length > 0) return false;
  const [parent, grandparent] = [node.parent?.type, node.parent?.parent?.type];
  const names = [node.type, `${node.type}<${parent}`, `${node.type}<${parent}<${grandparent}`];
  return names.some((name) => table.decisions.has(name)) && table.isNoDecision?.(node) !== true;
}

/** `else if` is no deeper than the `if` before it. */
function isElseIf(node: SyntaxNode): boolean {
  const { parent, type } = node;
  if (parent === null || !type.startsWith('if')) return false;
  if (parent.type === 'else_clause') return true;
  return parent.type === type && parent.childForFieldName('alternative')?.startIndex === node.startIndex;
}

function isComment({ type }: SyntaxNode): boolean {
  return type === 'comment' || type.endsWith('_comment');
}

/** A text that stands first in the body of a function of Python. */
function isDocstring({ type, namedChildren, parent }: SyntaxNode): boolean {
  return (
    type === 'expression_statement' &&
    namedChildren.length === 1 &&
    namedChildren[0]?.type === 'string' &&
    parent?.type === 'block' &&
    parent.parent?.type === 'function_definition' &&
    parent.namedChildren.find((each) => each !== null && !isComment(each))?.startIndex === namedChildren[0].startIndex
  );
}

function addRows(node: SyntaxNode, { rows }: FunctionRecord): void {
  // A token that only ends a line has no text.
  if (node.endIndex === node.startIndex || node.text.trim() === '') return;
  for (let { row } = node.startPosition; row <= node.endPosition.row; row++) rows.add(row);
}
