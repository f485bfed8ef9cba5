import type { TextDocument, Uri } from 'vscode';
import { TabInputCustom, TabInputNotebook, TabInputText, TabInputTextDiff, window, workspace } from 'vscode';

/** The file's document when the editor has one open, shown or not. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const wanted = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

/** Whether the editor has the file open in any way: as a document, or in a tab, which after a restart may not be loaded yet. */
export function isOpen(uri: Uri): boolean {
  if (openDocument(uri) !== undefined) return true;
  const wanted = uri.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => filesIn(input).some((file) => file.toString() === wanted)),
  );
}

function filesIn(input: unknown): readonly Uri[] {
  if (input instanceof TabInputTextDiff) return [input.original, input.modified];
  const isFile = input instanceof TabInputText || input instanceof TabInputCustom || input instanceof TabInputNotebook;
  return isFile ? [input.uri] : [];
}

/** Whether the file has text in the editor that is not saved. */
export function isUnsaved(uri: Uri): boolean {
  return openDocument(uri)?.isDirty === true;
}
