import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** What stands at each path: a folder, a link with its target, or a file's mode and bytes (hexadecimal). */
export type Snapshot = Readonly<Record<string, string>>;

/** A workspace in a temporary folder, removed by `dispose`. */
export class TemporaryWorkspace {
  private constructor(readonly root: string) {}

  static async make(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TemporaryWorkspace> {
    const workspace = new TemporaryWorkspace(await mkdtemp(join(tmpdir(), 'agentforge-test-')));
    for (const [path, content] of Object.entries(files)) await workspace.write(path, content);
    return workspace;
  }

  path(relative: string): string {
    return join(this.root, relative);
  }

  /** Writes in place, as an editor of the user would. */
  async write(relative: string, content: string | Uint8Array, mode?: number): Promise<void> {
    await mkdir(dirname(this.path(relative)), { recursive: true });
    await writeFile(this.path(relative), content);
    if (mode !== undefined) await chmod(this.path(relative), mode);
  }

  text(relative: string): Promise<string> {
    return readFile(this.path(relative), 'utf8');
  }

  /** Everything in the workspace; without the product's own files unless they are asked for. */
  async snapshot(options: { readonly withOwnFiles?: boolean } = {}): Promise<Snapshot> {
    const found: Record<string, string> = {};
    // Without the types of the entries it would look behind links, such as the one to the runners' node_modules.
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true });
    for (const path of entries.map((entry) => relative(this.root, join(entry.parentPath, entry.name))).sort()) {
      if (options.withOwnFiles !== true && /^\.agentforge(?:\/|$)/.test(path)) continue;
      const stats = await lstat(this.path(path));
      if (stats.isSymbolicLink()) found[path] = `link to ${await readlink(this.path(path))}`;
      else if (stats.isDirectory()) found[path] = 'folder';
      else found[path] = `${(stats.mode & 0o777).toString(8)} ${(await readFile(this.path(path))).toString('hex')}`;
    }
    return found;
  }

  /** Also when a test has shut folders of it. */
  async dispose(): Promise<void> {
    await openFolders(this.root);
    await rm(this.root, { recursive: true, force: true });
  }
}

async function openFolders(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openFolders(join(folder, entry.name));
  }
}
