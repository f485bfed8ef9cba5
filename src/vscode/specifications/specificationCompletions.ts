import type { CompletionItem, CompletionItemProvider, Position, TextDocument } from 'vscode';
import { CompletionItemKind } from 'vscode';
import { completeSpecification } from '../../core/spec/completion/completeSpecification';
import { completionItems } from './completionItems';
import type { OpenSpecifications } from './openSpecifications';

/** What may be written next in a specification: keys, priorities, ids, headings, words of its dialect. */
export class SpecificationCompletions implements CompletionItemProvider {
  /** Markdown suggests nothing while one types, but after these. */
  static readonly triggers = ['#', ' '];

  constructor(private readonly open: OpenSpecifications) {}

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    if (!this.open.documents.includes(document)) return [];
    const at = { line: position.line + 1, column: position.character + 1 };
    const found = completeSpecification(document.uri.path, document.getText(), at);
    return completionItems(found, position, () => CompletionItemKind.Snippet);
  }
}
