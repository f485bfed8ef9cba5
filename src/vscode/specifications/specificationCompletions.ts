import type { CompletionItemProvider, Position, TextDocument } from 'vscode';
import { CompletionItem, CompletionItemKind, Range } from 'vscode';
import { completeSpecification } from '../../core/spec/completion/completeSpecification';
import type { Completion } from '../../core/spec/completion/completion';
import { withBlanks } from '../../core/spec/edit/mending';
import type { OpenSpecifications } from './openSpecifications';
import { snippetOf } from './snippetOf';

/** What may be written next in a specification: keys, priorities, ids, headings, words of its dialect. */
export class SpecificationCompletions implements CompletionItemProvider {
  /** Markdown suggests nothing while one types, but after these. */
  static readonly triggers = ['#', ' '];

  constructor(private readonly open: OpenSpecifications) {}

  provideCompletionItems(document: TextDocument, { line, character }: Position): CompletionItem[] {
    if (!this.open.documents.includes(document)) return [];
    const at = { line: line + 1, column: character + 1 };
    const { typed, items } = completeSpecification(document.uri.path, document.getText(), at);
    const range = new Range(line, character - typed, line, character);
    return items.map((each, index) => itemOf(each, index, range));
  }
}

function itemOf({ label, detail, text }: Completion, index: number, range: Range): CompletionItem {
  const item = new CompletionItem(label, CompletionItemKind.Snippet);
  item.detail = detail;
  item.insertText = snippetOf(withBlanks(text));
  item.range = range;
  // What is typed of a heading has its marks, which the label has too.
  item.filterText = label;
  item.sortText = String(index).padStart(3, '0');
  // The indentation is in the text already.
  item.keepWhitespace = true;
  return item;
}
