import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from '../editor/installOnce';
import { MissingTool } from '../editor/missingTool';
import { repositoryRoot } from '../editor/repositoryRoot';
import { runProcess } from '../editor/runProcess';
import type { TemporaryWorkspace } from '../temporaryWorkspace';

const manifests = ['package.json', 'package-lock.json'].map((name) => path.join(__dirname, name));

/**
 * The `node_modules` with the vitest and jest that the tests run, installed on first use into a git-ignored folder that is
 * named after what the lock file says; absolute.
 * @throws MissingTool when npm cannot install them
 */
export async function ensureRunnerTools(): Promise<string> {
  const hash = createHash('sha256');
  for (const manifest of manifests) hash.update(await readFile(manifest));
  const folder = path.join(repositoryRoot, '.runner-test', hash.digest('hex').slice(0, 12));
  await installOnce(folder, install);
  return path.join(folder, 'node_modules');
}

/** Puts them into a workspace, as a link that nothing is left behind. */
export async function linkRunnerTools(workspace: TemporaryWorkspace): Promise<void> {
  await symlink(await ensureRunnerTools(), workspace.path('node_modules'), 'junction');
}

/** Puts one of them alone into a workspace. */
export async function linkRunnerTool(workspace: TemporaryWorkspace, name: string): Promise<void> {
  await mkdir(workspace.path('node_modules'));
  await symlink(path.join(await ensureRunnerTools(), name), workspace.path(`node_modules/${name}`), 'junction');
}

async function install(folder: string): Promise<void> {
  console.log('  installing the vitest and jest that the tests run (about 100 MB, once)');
  for (const manifest of manifests) await copyFile(manifest, path.join(folder, path.basename(manifest)));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await runProcess('npm', args, { cwd: folder });
  if (code === 0) return;
  const why = output.trimEnd().split('\n').slice(-15).join('\n');
  throw new MissingTool(`vitest and jest could not be installed.\n${why}`, `npm ${args.join(' ')}`);
}
