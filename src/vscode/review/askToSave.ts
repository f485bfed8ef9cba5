import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { ProposedFile } from '../../core/changes/changeSet';
import { isUnsaved } from '../openDocument';
import { plain } from '../plain';

/**
 * Asks before files are written in which the user has typed and not saved: what they typed is saved with the proposal. Gives the
 * files that are to wait.
 */
export async function askToSave(files: readonly ProposedFile[], root: string): Promise<readonly ProposedFile[]> {
  const unsaved = files.filter(({ path }) => path !== undefined && isUnsaved(Uri.file(join(root, path.relative))));
  if (unsaved.length === 0) return [];
  const names = unsaved.map(({ name }) => name).join(', ');
  const text = `What you typed in ${names} is not saved yet. It is saved together with the proposal.`;
  const detail = 'Nothing of it is overwritten: the proposal was made to fit it.';
  const options = { modal: true, detail };
  const chosen = await window.showWarningMessage(plain(text), options, 'Save with the proposal');
  return chosen === undefined ? unsaved : [];
}
