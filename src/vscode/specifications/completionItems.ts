import type { CompletionItemKind, Position } from 'vscode';
import { CompletionItem, Range } from 'vscode';
import type { Completion, Completions } from '../../core/spec/completion/completion';
import { withBlanks } from '../../core/spec/edit/mending';
import { snippetOf } from './snippetOf';

/** What may be written at a place, in its order; it takes the place of what is typed of it already. */
export function completionItems(
  { typed, items }: Completions,
  { line, character }: Position,
  kindOf: (completion: Completion) => CompletionItemKind,
): CompletionItem[] {
  const range = new Range(line, character - typed, line, character);
  return items.map((each, index) => {
    const item = new CompletionItem(each.label, kindOf(each));
    item.detail = each.detail;
    item.insertText = snippetOf(withBlanks(each.text));
    item.range = range;
    // What is typed of a heading has its marks, which the label has too.
    item.filterText = each.label;
    item.sortText = String(index).padStart(3, '0');
    // The indentation is in the text already.
    item.keepWhitespace = true;
    return item;
  });
}
