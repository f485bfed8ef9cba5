import type { Capture } from '../syntaxTrees';
import type { Definition, DefinitionKind } from './fileSymbols';
import { firstParagraph } from './firstParagraph';
import { signatureOf } from './signatureOf';
import type { SourceLines } from './sourceLines';

/** A definition may match several patterns; the first of these kinds says most of it. */
const KINDS = ['class', 'interface', 'function', 'method', 'module', 'type', 'constant'] as const;
/** Nobody nests definitions as deep; the names around each of them would take more room than the source. */
const DEEPEST = 20;
const HOLDS_METHODS: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'scope']);

interface Found {
  readonly name: string;
  /** Where the name stands, which no other definition has. */
  readonly at: number;
  readonly kind: DefinitionKind | 'scope';
  readonly owner: string | undefined;
  start: number;
  readonly end: number;
  readonly bodyStart: number | undefined;
}

/** Puts together the definitions of a file from matches that each tell a part of them. */
export class DefinitionCollector {
  private readonly found = new Map<number, Found>();
  private readonly wider = new Map<number, number>();
  private readonly docs: Capture[] = [];

  constructor(
    private readonly text: string,
    private readonly lines: SourceLines,
  ) {}

  take(captures: ReadonlyMap<string, Capture>): void {
    const doc = captures.get('doc');
    const above = captures.get('comment') ?? captures.get('mark');
    if (doc !== undefined) this.docs.push(doc);
    if (above !== undefined) this.lines.addAbove(above);
    const name = captures.get('name');
    if (name === undefined) return;
    const wider = captures.get('wider');
    if (wider !== undefined) this.wider.set(name.start, wider.start);
    const kind = [...KINDS, 'scope' as const].find((each) => captures.has(each));
    const whole = kind && captures.get(kind);
    if (whole === undefined) return;
    const known = this.found.get(name.start);
    if (known !== undefined && rankOf(known.kind) <= rankOf(kind ?? 'scope')) return;
    const owner = captures.get('owner');
    this.found.set(name.start, {
      name: this.textOf(name),
      at: name.start,
      kind: kind ?? 'scope',
      owner: owner && this.textOf(owner),
      start: whole.start,
      end: whole.end,
      bodyStart: captures.get('body')?.start,
    });
  }

  /** Those that others can see, in the order of the source. */
  finish(): readonly Definition[] {
    const sorted = [...this.found.values()];
    for (const each of sorted) each.start = Math.min(each.start, this.wider.get(each.at) ?? each.start);
    sorted.sort((one, other) => one.start - other.start || other.end - one.end);
    const describing = this.docsOf(sorted);
    const all: Definition[] = [];
    const around: Found[] = [];
    for (const each of sorted) {
      leave(around, each.start);
      const isLocal = around.length >= DEEPEST || around.some(({ kind }) => kind === 'function' || kind === 'method');
      if (!isLocal && each.kind !== 'scope') all.push(this.definition(each, around, describing.get(each) ?? ''));
      if (around.length < DEEPEST) around.push(each);
    }
    return all;
  }

  private definition(found: Found, around: readonly Found[], inside: string): Definition {
    const { name, start, end, owner } = found;
    const parent = around.at(-1);
    const isMember = owner !== undefined || HOLDS_METHODS.has(parent?.kind ?? '');
    const kind = found.kind === 'function' && isMember ? 'method' : (found.kind as DefinitionKind);
    return {
      name,
      kind,
      within: [...around.map((each) => each.name), ...(owner === undefined ? [] : [owner])],
      line: this.lines.lineAt(start),
      endLine: this.lines.lineAt(Math.max(start, end - 1)),
      signature: signatureOf(this.text, found, kind === 'constant' ? 'value' : 'body'),
      doc: firstParagraph(inside === '' ? this.lines.commentAbove(start) : inside),
    };
  }

  /** Texts that stand inside of a definition and tell of it; the innermost one has them. */
  private docsOf(sorted: readonly Found[]): ReadonlyMap<Found, string> {
    const described = new Map<Found, string>();
    const around: Found[] = [];
    let next = 0;
    for (const doc of [...this.docs].sort((one, other) => one.start - other.start)) {
      for (let found = sorted[next]; found !== undefined && found.start <= doc.start; found = sorted[++next]) {
        leave(around, found.start);
        around.push(found);
      }
      leave(around, doc.start);
      const holder = around.at(-1);
      if (holder !== undefined && !described.has(holder)) described.set(holder, this.textOf(doc));
    }
    return described;
  }

  private textOf({ start, end }: Capture): string {
    return this.text.slice(start, end);
  }
}

/** Takes off what has ended before a place. */
function leave(around: Found[], start: number): void {
  while (around.length > 0 && (around.at(-1)?.end ?? 0) <= start) around.pop();
}

function rankOf(kind: Found['kind']): number {
  return kind === 'scope' ? KINDS.length : KINDS.indexOf(kind);
}
