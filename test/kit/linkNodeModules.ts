import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from './editor/repositoryRoot';
import type { TemporaryWorkspace } from './temporaryWorkspace';

/** Puts the packages of this repository, mocha and tsx among them, into a folder of a workspace, as a link that leaves nothing behind. */
export async function linkNodeModules(workspace: TemporaryWorkspace, folder = ''): Promise<void> {
  const modules = path.join(repositoryRoot, 'node_modules');
  await symlink(modules, workspace.path(path.join(folder, 'node_modules')), 'junction');
}
