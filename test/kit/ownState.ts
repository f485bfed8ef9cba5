import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string | undefined;

/**
 * An environment in which the product keeps what is its user's apart from the person's who runs the tests: the ledger of costs, the seal.
 * The same for all that this process starts, so that a terminal and an editor know each other's work; gone with the process.
 */
export function ownState(): Readonly<Record<string, string>> {
  if (folder === undefined) {
    const made = mkdtempSync(path.join(tmpdir(), 'agentforge-state-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return { XDG_STATE_HOME: folder, LOCALAPPDATA: folder };
}
