import type { Tab, TextDocument, Uri } from 'vscode';
import { commands, TabInputText, window } from 'vscode';

/**
 * Makes an open document what its file is on disk, and clean. Only a command about the editor in front can do that, so the
 * document is shown, and taken away again unless it is to stay.
 */
export async function loadFromDisk(document: TextDocument, { stays }: { readonly stays: boolean }): Promise<void> {
  await window.showTextDocument(document, { preview: false });
  await commands.executeCommand('workbench.action.files.revert');
  if (!stays) await window.tabGroups.close(tabsOf(document.uri), true);
}

export function isShown(uri: Uri): boolean {
  return tabsOf(uri).length > 0;
}

function tabsOf(uri: Uri): readonly Tab[] {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString());
}
