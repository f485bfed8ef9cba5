import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import type { AssertionReading, Deeds } from '../fileReading';
import { OTHER } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf } from '../sourceNode';

/** What a node of a function does for the test. */
export type Deed =
  | { readonly kind: 'assertion'; readonly demand: Demand; readonly text?: string; readonly calls?: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'marker'; readonly text: string }
  /** A test of its own. */
  | { readonly kind: 'test' };

/** What decides whether a statement is reached, when that is one condition. */
export interface Condition {
  readonly node: SourceNode;
  /** With `if` and what is done before it is looked at. */
  readonly text: string;
  /** The whole statement, when it holds nothing but one other. */
  readonly whole: SourceNode | undefined;
}

/** How one language says what the plain reader looks for. */
export interface PlainLanguage {
  /** Nodes that may be assertions. */
  readonly deedOf: (node: SourceNode, condition: Condition | undefined) => Deed | undefined;
  /** Compound statements. */
  readonly compound: RegExp;
  /** Their parts that hold statements. */
  readonly block: RegExp;
  readonly ending: RegExp;
  /** Functions within functions. */
  readonly inner: RegExp;
}

/** Reads a function of a language whose mocks are not followed. */
export class PlainBody {
  readonly marked = new Set<SourceNode>();
  readonly innerTests: SourceNode[] = [];
  private readonly assertions: AssertionReading[] = [];
  private readonly skips: string[] = [];
  private readonly markers: string[] = [];
  private readonly guards: string[] = [];
  private ends: string[] = [];

  constructor(private readonly language: PlainLanguage) {}

  deeds(names: ReadonlySet<string>): Deeds {
    const { assertions, skips, markers } = this;
    return { assertions, skips, markers, names, mocks: [], patches: [] };
  }

  /** @param statement the statement that the node is the whole of */
  read(node: SourceNode, statement?: SourceNode, condition?: Condition): void {
    const { deedOf, compound, ending, inner } = this.language;
    const deed = deedOf(node, condition);
    if (deed !== undefined) {
      const isTogether = deed.kind === 'assertion' && deed.text !== undefined;
      this.note(deed, node, (isTogether ? condition?.whole : undefined) ?? statement ?? node);
      return;
    }
    if (ending.test(node.type)) this.ends.push(this.guarded(node.type.replace(/_(statement|expression)$/, '')));
    if (compound.test(node.type)) this.readCompound(node);
    else if (inner.test(node.type)) this.readInner(node);
    else {
      const isStatement = /_statement$/.test(node.type);
      for (const child of node.children) this.read(child, isStatement ? node : undefined, condition);
    }
  }

  private readCompound(node: SourceNode): void {
    const { block } = this.language;
    const isBlock = (child: SourceNode) => block.test(child.type);
    const head = node.children.slice(0, node.children.findIndex(isBlock));
    const text = head
      .map((child) => (child.type === ';' ? ';' : ` ${canonicalText(child)}`))
      .join('')
      .trim();
    const condition = /^if_/.test(node.type) ? conditionOf(node, head, text) : undefined;
    for (const child of head) this.read(child);
    let isElse = false;
    for (const child of node.children.slice(head.length)) {
      if (child.type === 'else') isElse = true;
      if (child.type === 'finally_clause') this.read(child);
      else
        this.under(
          isElse || /^else/.test(child.type) ? `else of ${text}` : text,
          child,
          isElse ? undefined : condition,
        );
    }
  }

  private under(guard: string, node: SourceNode, condition: Condition | undefined): void {
    this.guards.push(guard);
    this.read(node, undefined, condition);
    this.guards.pop();
  }

  private readInner(node: SourceNode): void {
    const { ends } = this;
    this.ends = [...ends];
    for (const child of node.children) this.read(child);
    this.ends = ends;
  }

  private note(deed: Deed, node: SourceNode, statement: SourceNode): void {
    switch (deed.kind) {
      case 'assertion':
        this.marked.add(statement);
        this.add(deed, node);
        break;
      case 'skip':
        this.skips.push(this.guarded(canonicalText(node)));
        break;
      case 'marker':
        this.markers.push(deed.text);
        break;
      case 'test':
        this.marked.add(statement);
        this.innerTests.push(node);
        break;
    }
  }

  private add({ demand, text, calls }: Extract<Deed, { readonly kind: 'assertion' }>, node: SourceNode): void {
    // A condition that is part of the assertion guards nothing.
    const own = text === undefined ? this.guards : this.guards.slice(0, -1);
    const guards = [...this.ends, ...own];
    this.assertions.push({
      line: node.line,
      text: text ?? canonicalText(node),
      strength: demand.strength,
      ...(demand.tolerances.length > 0 ? { tolerances: demand.tolerances } : {}),
      ...(guards.length > 0 ? { guards } : {}),
      sight: OTHER,
      ...(calls === undefined ? {} : { calls }),
    });
  }

  private guarded(text: string): string {
    return [...this.guards, text].join(': ');
  }
}

function conditionOf(statement: SourceNode, head: readonly SourceNode[], text: string): Condition | undefined {
  const last = head.at(-1);
  const node = last?.type === ')' ? head.at(-2) : last?.type === 'parenthesized_expression' ? last.children[1] : last;
  const [held, ...more] = statement.children.slice(head.length);
  const list = held === undefined ? [] : elementsOf(childOf(held, 'statement_list') ?? held);
  return node === undefined
    ? undefined
    : { node, text, whole: more.length === 0 && list.length === 1 ? statement : undefined };
}
