import type { Tab, TextDocumentShowOptions, Uri } from 'vscode';
import { commands, TabInputTextDiff, window, workspace } from 'vscode';
import { openDocument } from '../openDocument';

/** Shows two texts beside each other. Where a busy editor shows an error in their place, the tab is opened once more. */
export async function openDiff(
  sides: readonly [Uri, Uri],
  title: string,
  options: TextDocumentShowOptions,
): Promise<void> {
  await readBefore(sides);
  const show = () => commands.executeCommand('vscode.diff', ...sides, title, options);
  await show();
  const [left, right] = sides.map(String);
  if (sides.every((side) => openDocument(side) !== undefined)) return;
  const isOurs = ({ input }: Tab) =>
    input instanceof TabInputTextDiff && String(input.original) === left && String(input.modified) === right;
  await window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isOurs), true);
  await readBefore(sides);
  await show();
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
