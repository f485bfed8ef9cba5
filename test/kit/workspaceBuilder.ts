import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chown, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Snapshot } from './temporaryWorkspace';
import { TemporaryWorkspace } from './temporaryWorkspace';

const run = promisify(execFile);
/** What git itself rewrites when it only looks. */
const GIT_NOISE = /^\.git\/(?:index|logs|COMMIT_EDITMSG|ORIG_HEAD)/;

/** A project of a user: a git repository with everything committed, which a test can look at before and after. */
export class WorkspaceBuilder {
  #before: Snapshot = {};

  private constructor(private readonly files: TemporaryWorkspace) {}

  static async build(files: Readonly<Record<string, string | Uint8Array>>): Promise<WorkspaceBuilder> {
    const workspace = new WorkspaceBuilder(await TemporaryWorkspace.make(files));
    await workspace.git('init', '--quiet', '--initial-branch=main');
    await workspace.commit();
    return workspace;
  }

  get root(): string {
    return this.files.root;
  }

  path(relative: string): string {
    return this.files.path(relative);
  }

  text(relative: string): Promise<string> {
    return this.files.text(relative);
  }

  write(relative: string, content: string | Uint8Array, mode?: number): Promise<void> {
    return this.files.write(relative, content, mode);
  }

  /** Commits everything and takes it as what must not change. */
  async commit(): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message=before');
    this.#before = await this.#snapshot();
  }

  /** Everything outside `.agentforge` is byte for byte as it was committed, and git agrees. */
  async assertUntouched(): Promise<void> {
    assert.deepEqual(await this.#snapshot(), this.#before);
    assert.equal(await this.git('status', '--porcelain', '--', '.', ':!.agentforge'), '');
  }

  /** Paths of the product's own files below a folder of `.agentforge`, sorted. */
  async ownFiles(folder = ''): Promise<readonly string[]> {
    const found = await readdir(this.path(`.agentforge/${folder}`), { recursive: true, withFileTypes: true });
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.root, path.join(entry.parentPath, entry.name)))
      .sort();
  }

  /** Everything in the workspace belongs to this user from now on. */
  async giveTo(uid: number): Promise<void> {
    for (const name of ['', ...(await readdir(this.root, { recursive: true }))]) await chown(this.path(name), uid, uid);
  }

  async git(...args: readonly string[]): Promise<string> {
    const identity = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.org',
      '-c',
      'core.autocrlf=false',
      '-c',
      'safe.directory=*',
    ];
    const { stdout } = await run('git', [...identity, ...args], { cwd: this.root });
    return stdout;
  }

  dispose(): Promise<void> {
    return this.files.dispose();
  }

  async #snapshot(): Promise<Snapshot> {
    const entries = Object.entries(await this.files.snapshot());
    return Object.fromEntries(entries.filter(([name]) => !GIT_NOISE.test(name)));
  }
}
