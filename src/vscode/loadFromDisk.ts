import type { Tab, TextDocument, Uri } from 'vscode';
import { commands, Range, TabInputText, TabInputTextDiff, WorkspaceEdit, window, workspace } from 'vscode';

/** How often the document is brought to the front, where clicks in between bring other files there. */
const MOST_TRIES = 5;

/**
 * Makes an open document what its file is on disk, and clean. Only a command about the tab in front can do that, so the document
 * is shown, without the focus, and taken away again unless it is to stay. The command runs only while it is in front, and not
 * when somebody types in it: then it stays as it is.
 */
export async function loadFromDisk(document: TextDocument, { stays }: { readonly stays: boolean }): Promise<void> {
  const { version } = document;
  const [front, known] = [tabInFront(), new Set(tabsOf(document.uri).map(({ group }) => group.viewColumn))];
  for (let tries = 0; tries < MOST_TRIES && document.version === version; tries++) {
    await window.showTextDocument(document, { preview: false, preserveFocus: true });
    if (isOf(tabInFront(), document.uri) && document.version === version && (await revert(document))) break;
  }
  const isOurs = isOf(tabInFront(), document.uri);
  const ours = tabsOf(document.uri).filter(({ group }) => !stays || (known.size > 0 && !known.has(group.viewColumn)));
  await window.tabGroups.close(ours, true);
  if (isOurs) await bringBack(front);
}

export function isShown(uri: Uri): boolean {
  return tabsOf(uri).length > 0;
}

/** Gives whether it was this document that was loaded. What a click in the same moment brought to the front keeps its text. */
async function revert(document: TextDocument): Promise<boolean> {
  const others = workspace.textDocuments.filter((each) => each !== document && each.isDirty);
  const texts = new Map(others.map((each) => [each, each.getText()]));
  await commands.executeCommand('workbench.action.files.revert');
  const edit = new WorkspaceEdit();
  for (const [other, text] of texts) {
    const isLost = !other.isDirty && other.getText() !== text && isOf(tabInFront(), other.uri);
    if (isLost) edit.replace(other.uri, new Range(0, 0, other.lineCount, 0), text);
  }
  if (edit.size > 0) await workspace.applyEdit(edit);
  return edit.size === 0 && isOf(tabInFront(), document.uri);
}

/** Shows what was in front before, as far as it can be shown again; the focus stays where it is. */
async function bringBack(tab: Tab | undefined): Promise<void> {
  if (tab === undefined) return;
  const { input, label, isPreview: preview, group } = tab;
  const options = { preview, preserveFocus: true, viewColumn: group.viewColumn };
  if (input instanceof TabInputText) await window.showTextDocument(input.uri, options);
  if (input instanceof TabInputTextDiff) {
    await commands.executeCommand('vscode.diff', input.original, input.modified, label, options);
  }
}

function tabInFront(): Tab | undefined {
  return window.tabGroups.activeTabGroup.activeTab;
}

function isOf(tab: Tab | undefined, uri: Uri): boolean {
  return tab?.input instanceof TabInputText && tab.input.uri.toString() === uri.toString();
}

function tabsOf(uri: Uri): readonly Tab[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => isOf(tab, uri));
}
