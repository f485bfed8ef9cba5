import type { TextDocument, Uri } from 'vscode';
import { workspace } from 'vscode';

/** The file's document when the editor has one open, shown or not. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const wanted = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}
