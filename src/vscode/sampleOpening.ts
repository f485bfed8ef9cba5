import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Memento } from 'vscode';
import { commands, Uri, workspace } from 'vscode';
import { VIEW } from './manifest';
import { showPage } from './showPage';

/** Where the path of the sample that is about to be opened is kept: its window is another one. */
const OPENING = 'openingSample';

/** Opens the sample, always as a fresh copy: it is there to be changed. */
export async function openSample(sampleDir: string, state: Memento): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'agentforge-sample-'));
  await cp(sampleDir, folder, { recursive: true });
  await state.update(OPENING, folder);
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand('vscode.openFolder', Uri.file(folder), { forceNewWindow });
}

/** In the window of a sample that was just opened: shows what it is, and where it begins. */
export async function welcomeToSample(state: Memento): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder === undefined || state.get<string>(OPENING) !== folder.uri.fsPath) return;
  await state.update(OPENING, undefined);
  await commands.executeCommand(`${VIEW.tdflow}.focus`);
  await showPage(Uri.joinPath(folder.uri, 'README.md'));
}
