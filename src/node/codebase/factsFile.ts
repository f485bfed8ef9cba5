import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileFacts } from '../../core/codebase/discovery/fileFacts';
import { makeFolders, writeAtomically } from '../atomicFile';
import type { Environment } from '../environment';
import { sha256 } from '../hash';
import { inUserFolder } from '../userFolder';
import type { FileMark } from './indexedFile';
import { realRoot } from './realRoot';

const FOLDER = 'codebases';
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
/** What is kept has another meaning when the rules by which it is found have changed. */
const VERSION = 2;

/** What is kept of a file from one analysis to the next. */
export interface KeptFacts {
  readonly mark: FileMark;
  /** Of its content; '' for what was not read. */
  readonly hash: string;
  /** Undefined for what is left out, such as code that a tool made. */
  readonly facts: FileFacts | undefined;
}

/** Where the facts about a folder's files are kept: with the user's own files, never in the repository. */
export class FactsFile {
  private readonly name: string;

  constructor(
    root: string,
    private readonly env: Environment,
  ) {
    this.name = `${sha256(Buffer.from(realRoot(root))).slice(0, 32)}.facts.index`;
  }

  /** By path; empty when there are none, or none that can be read. */
  async read(): Promise<ReadonlyMap<string, KeptFacts>> {
    const kept = await this.try(async (folder) => {
      const path = join(folder, this.name);
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeptFile) : undefined;
    });
    return kept?.version === VERSION ? new Map(kept.files) : new Map();
  }

  /** What cannot be kept is found again the next time. */
  async write(files: ReadonlyMap<string, KeptFacts>): Promise<void> {
    await this.try(async (folder) => {
      await makeFolders(folder, PRIVATE_FOLDER);
      const kept: KeptFile = { version: VERSION, files: [...files] };
      await writeAtomically(join(folder, this.name), Buffer.from(JSON.stringify(kept)), PRIVATE_FILE);
    });
  }

  private async try<T>(work: (folder: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await inUserFolder(this.env, (folder) => work(join(folder, FOLDER)));
    } catch {
      // No home at all, a full disk, a file that was cut: it goes without.
      return undefined;
    }
  }
}

interface KeptFile {
  readonly version: number;
  readonly files: readonly (readonly [string, KeptFacts])[];
}
