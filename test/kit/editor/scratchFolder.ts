import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endWithProcess } from './endWithProcess';

// A server that is just ending may still write: rm tries again when a folder turns out not to be empty.
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

/** A new temporary folder (absolute, links resolved) and what removes it; it goes with the process at the latest. */
export async function scratchFolder(name: string): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), `agentforge-${name}-`)));
  const forget = endWithProcess(() => rmSync(folder, removal));
  const remove = async (): Promise<void> => {
    forget();
    await rm(folder, removal);
  };
  return { folder, remove };
}
