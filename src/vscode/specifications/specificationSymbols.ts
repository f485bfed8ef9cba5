import type { DocumentSymbolProvider, TextDocument } from 'vscode';
import { DocumentSymbol, Range, SymbolKind } from 'vscode';
import type { Position } from '../../core/lib/lines';
import type { Requirement } from '../../core/spec/requirement';
import type { OpenSpecifications } from './openSpecifications';

/** A part of a specification, before it is known where it ends. */
interface Part {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly position: Position;
  readonly parts: readonly Part[];
}

const DETAIL_LENGTH = 80;

/** Components, requirements and criteria in the outline, the breadcrumbs and "Go to symbol". */
export class SpecificationSymbols implements DocumentSymbolProvider {
  constructor(private readonly open: OpenSpecifications) {}

  provideDocumentSymbols(document: TextDocument): DocumentSymbol[] {
    const read = this.open.of(document);
    if (read?.ok !== true) return [];
    const { components, requirements } = read.value.specification;
    const written = components
      .filter(({ derived }) => !derived)
      .map(({ name, description, position }) => {
        const own = requirements.filter(({ component }) => component === name).map(partOf);
        return { name, detail: inShort(description), kind: SymbolKind.Class, position, parts: own };
      });
    const names = new Set(written.map(({ name }) => name));
    const others = requirements.filter(({ component }) => component === undefined || !names.has(component)).map(partOf);
    return symbolsOf(document, [...written, ...others], document.lineCount);
  }
}

function partOf({ id, title, text, criteria, position }: Requirement): Part {
  const detail = title === '' || title === id ? inShort(text) : title;
  const parts = criteria.map((each) => ({
    name: each.id,
    detail: inShort(each.text),
    kind: SymbolKind.Field,
    position: each.position,
    parts: [],
  }));
  return { name: id, detail, kind: SymbolKind.Property, position, parts };
}

/** Each part ends where the next one begins; `end` is the first line that belongs no more to the last. */
function symbolsOf(document: TextDocument, parts: readonly Part[], end: number): DocumentSymbol[] {
  const sorted = [...parts].sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
  return sorted.map(({ name, detail, kind, position, parts: inner }, index) => {
    const line = Math.min(position.line - 1, document.lineCount - 1);
    const next = (sorted[index + 1]?.position.line ?? end + 1) - 1;
    const last = Math.max(line, Math.min(next, document.lineCount) - 1);
    const start = Math.min(position.column - 1, document.lineAt(line).range.end.character);
    const range = new Range(line, start, last, document.lineAt(last).range.end.character);
    const symbol = new DocumentSymbol(
      name,
      detail,
      kind,
      range,
      new Range(range.start, document.lineAt(line).range.end),
    );
    symbol.children = symbolsOf(document, inner, last + 1);
    return symbol;
  });
}

function inShort(text: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replace(/\*\*|__|`/g, '');
  return line.length <= DETAIL_LENGTH ? line : `${line.slice(0, DETAIL_LENGTH)}…`;
}
