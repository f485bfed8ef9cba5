import type { TextDocumentShowOptions, Uri } from 'vscode';
import { commands, workspace } from 'vscode';

/** Shows two texts beside each other. */
export async function openDiff(
  sides: readonly [Uri, Uri],
  title: string,
  options: TextDocumentShowOptions,
): Promise<void> {
  await readBefore(sides);
  await commands.executeCommand('vscode.diff', ...sides, title, options);
}

/** Those further down are read when somebody scrolls to them. */
const SEEN_AT_ONCE = 20;

/**
 * Reads what is about to be shown: of what it cannot read at once, a busy editor shows an error, and no diff ever after. What cannot be
 * read the second time either, the editor says itself, with a button to try again.
 */
export async function readBefore(uris: readonly Uri[]): Promise<void> {
  for (const uri of uris.slice(0, SEEN_AT_ONCE)) {
    const read = () => workspace.openTextDocument(uri);
    await read()
      .then(undefined, read)
      .then(undefined, () => undefined);
  }
}
