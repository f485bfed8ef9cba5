import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Map<string, string>();

/**
 * An environment in which the product keeps what is its user's apart from the person's who runs the tests: the ledger of costs, the
 * seal, how models count, the own settings. One user for each name that this process gives, gone with the process.
 */
export function ownState(user = ''): Readonly<Record<string, string>> {
  const folder = folders.get(user) ?? mkdtempSync(path.join(tmpdir(), 'agentforge-state-'));
  if (folders.size === 0) process.once('exit', removeAll);
  folders.set(user, folder);
  return { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, LOCALAPPDATA: folder };
}

/** Writes the own settings file of such a user. */
export function writeOwnSettings(text: string, user = ''): void {
  writeOwnFile('generation.yaml', text, user);
}

/** The same for any file of that folder. */
export function writeOwnFile(name: string, text: string, user: string): void {
  const file = path.join(ownState(user)['XDG_CONFIG_HOME'] ?? '', 'agentforge', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
}

function removeAll(): void {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
}
