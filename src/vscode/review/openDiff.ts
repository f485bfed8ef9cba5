import { setTimeout as pause } from 'node:timers/promises';
import type { Tab, TextDocumentShowOptions, Uri } from 'vscode';
import { commands, TabInputTextDiff, window, workspace } from 'vscode';

/** Those further down are read when somebody scrolls to them. */
const SEEN_AT_ONCE = 20;
const PAUSE_MS = 100;
/** A tab that is in front for so long and shows no text shows an error. */
const LONGEST_MS = 2_000;

/** Shows two texts beside each other. */
export async function openDiff(
  sides: readonly [Uri, Uri],
  title: string,
  options: TextDocumentShowOptions,
): Promise<void> {
  const [left, right] = sides.map(String);
  const isOurs = ({ input }: Tab) =>
    input instanceof TabInputTextDiff && String(input.original) === left && String(input.modified) === right;
  await untilShown(sides, isOurs, () => commands.executeCommand('vscode.diff', ...sides, title, options));
}

/**
 * Opens an editor over texts of ours. Of what a busy editor cannot read at once it shows an error, and nothing else ever after: so the
 * texts are read before, and the tab is closed and opened once more when it shows none of them. What cannot be read then either, the
 * editor says itself, with a button to try again.
 */
export async function untilShown(
  uris: readonly Uri[],
  isOurs: (tab: Tab) => boolean,
  show: () => Thenable<unknown>,
): Promise<void> {
  const seen = uris.slice(0, SEEN_AT_ONCE);
  const read = () => Promise.allSettled(seen.map((uri) => workspace.openTextDocument(uri)));
  await read();
  await show();
  if (await isShown(seen, isOurs)) return;
  await read();
  await window.tabGroups.close(window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isOurs), true);
  await show();
}

/** Whether such a tab shows one of the texts, or is not in front, where nobody can tell. */
async function isShown(uris: readonly Uri[], isOurs: (tab: Tab) => boolean): Promise<boolean> {
  const wanted = new Set(uris.map(String));
  for (const end = performance.now() + LONGEST_MS; performance.now() < end; await pause(PAUSE_MS)) {
    if (window.visibleTextEditors.some(({ document }) => wanted.has(String(document.uri)))) return true;
    if (!window.tabGroups.all.some(({ activeTab }) => activeTab !== undefined && isOurs(activeTab))) return true;
  }
  return false;
}
