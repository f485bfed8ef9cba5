import { SnippetString } from 'vscode';
import type { InsertedText } from '../../core/spec/edit/mending';

/** Text whose blanks the user fills in, one after the other. */
export function snippetOf(parts: readonly InsertedText[]): SnippetString {
  const snippet = new SnippetString();
  for (const { text, isBlank } of parts) {
    if (isBlank) snippet.appendPlaceholder(text);
    else snippet.appendText(text);
  }
  return snippet;
}
