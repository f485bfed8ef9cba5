import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from './editor/repositoryRoot';
import type { TemporaryWorkspace } from './temporaryWorkspace';

/** Puts the mocha and tsx of this repository into a folder of a workspace, as a link that nothing is left behind. */
export async function linkMocha(workspace: TemporaryWorkspace, folder = ''): Promise<void> {
  const modules = path.join(repositoryRoot, 'node_modules');
  await symlink(modules, workspace.path(path.join(folder, 'node_modules')), 'junction');
}
