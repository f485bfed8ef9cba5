import type { SyntaxNode } from '../core/codebase/syntaxTrees';

/** What the parser tells of the node at which a walk through its tree stands. */
interface TreeWalk {
  readonly nodeType: string;
  readonly nodeId: number;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/**
 * Copies a tree out of the parser's own memory: there, each question to a node takes about as long as a whole copy of it.
 * @param cursor at the root
 */
export function plainTree(cursor: TreeWalk, text: string): SyntaxNode {
  const source: Source = { text, lineStarts: lineStartsOf(text) };
  const root = nodeAt(cursor, source, null);
  fill(cursor, root, source);
  return root;
}

interface Source {
  readonly text: string;
  /** Index of the first character of each line. */
  readonly lineStarts: readonly number[];
}

/** Goes through the whole tree without calling itself: sources may be nested deeper than the stack. */
function fill(cursor: TreeWalk, root: PlainNode, source: Source): void {
  let parent = root;
  let isDown = cursor.gotoFirstChild();
  while (isDown) {
    const node = nodeAt(cursor, source, parent);
    parent.add(node, cursor.currentFieldName);
    if (cursor.gotoFirstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (parent.parent === null || !cursor.gotoParent()) {
        isDown = false;
        break;
      }
      parent = parent.parent;
    }
  }
}

function nodeAt(cursor: TreeWalk, source: Source, parent: PlainNode | null): PlainNode {
  const node = new PlainNode(cursor.nodeType, cursor.startIndex, cursor.endIndex, source);
  node.parent = parent;
  node.id = cursor.nodeId;
  node.isNamed = cursor.nodeIsNamed;
  if (node.type === 'ERROR' || cursor.nodeIsMissing)
    for (let at: PlainNode | null = node; at; at = at.parent) at.hasError = true;
  return node;
}

class PlainNode implements SyntaxNode {
  id = 0;
  isNamed = true;
  hasError = false;
  parent: PlainNode | null = null;
  readonly children: PlainNode[] = [];
  readonly namedChildren: PlainNode[] = [];
  private fields: Map<string, PlainNode> | undefined;

  constructor(
    readonly type: string,
    readonly startIndex: number,
    readonly endIndex: number,
    private readonly source: Source,
  ) {}

  get text(): string {
    return this.source.text.slice(this.startIndex, this.endIndex);
  }

  get startPosition(): SyntaxNode['startPosition'] {
    return positionOf(this.startIndex, this.source);
  }

  get endPosition(): SyntaxNode['endPosition'] {
    return positionOf(this.endIndex, this.source);
  }

  add(child: PlainNode, field: string | null): void {
    this.children.push(child);
    if (child.isNamed) this.namedChildren.push(child);
    if (field === null) return;
    this.fields ??= new Map();
    if (!this.fields.has(field)) this.fields.set(field, child);
  }

  childForFieldName(name: string): PlainNode | null {
    return this.fields?.get(name) ?? null;
  }

  descendantsOfType(types: string | string[]): readonly PlainNode[] {
    const wanted = new Set(typeof types === 'string' ? [types] : types);
    const found: PlainNode[] = [];
    const left: PlainNode[] = [this];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (wanted.has(node.type)) found.push(node);
      for (let index = node.children.length - 1; index >= 0; index--) left.push(node.children[index] as PlainNode);
    }
    return found;
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(index: number, { lineStarts }: Source): { readonly row: number; readonly column: number } {
  let [low, high] = [0, lineStarts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return { row: low, column: index - (lineStarts[low] ?? 0) };
}
