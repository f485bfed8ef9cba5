import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolders, removeUnfinishedIn, writeAtomically } from '../atomicFile';
import type { Environment } from '../environment';
import { sha256 } from '../hash';
import { inUserFolder } from '../userFolder';
import { realRoot } from './realRoot';

const FOLDER = 'codebases';
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** Of a project that nobody works on any more. */
const UNUSED_MS = 60 * 86_400_000;
const BEING_WRITTEN_MS = 600_000;

/** Where the index of a folder is kept from one start to the next: with the user's own files, never in the repository. */
export class IndexFile {
  private readonly name: string;

  constructor(
    root: string,
    private readonly env: Environment,
  ) {
    this.name = `${sha256(Buffer.from(realRoot(root))).slice(0, 32)}.index`;
  }

  /** Undefined when there is none, or none that can be read. */
  read(): Promise<Buffer | undefined> {
    return this.try(async (folder) => {
      const path = join(folder, this.name);
      return existsSync(path) ? readFileSync(path) : undefined;
    });
  }

  /** What cannot be kept is made again the next time. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.try(async (folder) => {
      await makeFolders(folder, PRIVATE_FOLDER);
      await writeAtomically(join(folder, this.name), bytes, PRIVATE_FILE);
      await removeUnfinishedIn(folder, BEING_WRITTEN_MS);
      removeUnused(folder);
    });
  }

  async remove(): Promise<void> {
    await this.try(async (folder) => rmSync(join(folder, this.name), { force: true }));
  }

  private async try<T>(work: (folder: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await inUserFolder(this.env, (folder) => work(join(folder, FOLDER)));
    } catch {
      // No home at all, a full disk, a folder of somebody else: it goes without.
      return undefined;
    }
  }
}

function removeUnused(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.index'))) {
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - written > UNUSED_MS) rmSync(path, { force: true });
  }
}
