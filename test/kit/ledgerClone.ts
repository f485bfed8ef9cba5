import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { printEntry } from '../../src/core/proof/ledger/printEntry';
import type { PassingEntry, RedEntry } from '../../src/core/proof/ledger/proofEntry';
import { sha256 } from '../../src/node/hash';

const run = promisify(execFile);
const LEDGER = '.agentforge/ledger';

/** A fresh clone of a repository whose ledger somebody has their hands on. */
export class LedgerClone {
  private constructor(readonly root: string) {}

  static async make(origin: string): Promise<LedgerClone> {
    const root = await mkdtemp(path.join(os.tmpdir(), 'agentforge-clone-'));
    await run('git', ['-c', 'core.autocrlf=false', '-c', 'safe.directory=*', 'clone', '--quiet', origin, root]);
    return new LedgerClone(root);
  }

  path(relative: string): string {
    return path.join(this.root, relative);
  }

  text(relative: string): Promise<string> {
    return readFile(this.path(relative), 'utf8');
  }

  write(relative: string, text: string): Promise<void> {
    return writeFile(this.path(relative), text);
  }

  remove(relative: string): Promise<void> {
    return rm(this.path(relative), { recursive: true });
  }

  async git(...args: readonly string[]): Promise<void> {
    await run('git', ['-c', 'safe.directory=*', ...args], { cwd: this.root });
  }

  /** Changes the text of a file, which has what is to change. */
  async edit(relative: string, from: string | RegExp, to: string): Promise<void> {
    const text = await this.text(relative);
    const edited = text.replace(from, () => to);
    if (edited === text) throw new Error(`${relative} does not have ${from}`);
    await this.write(relative, edited);
  }

  /** The file of the entry for a phase. */
  async fileOf(phase: 'red' | 'green'): Promise<string> {
    const names = (await readdir(this.path(LEDGER))).filter((name) => name.endsWith('.json'));
    for (const name of names) {
      if ((await this.text(`${LEDGER}/${name}`)).includes(`"phase": "${phase}"`)) return `${LEDGER}/${name}`;
    }
    throw new Error(`no entry for ${phase}`);
  }

  /** Writes an entry's text under the name that it ought to have, in the place of another. */
  async replace(file: string, text: string): Promise<string> {
    await this.remove(file);
    const name = sha256(new TextEncoder().encode(text));
    await this.write(`${LEDGER}/${name}.json`, text);
    return name;
  }

  /** Forges both entries so well that they follow from each other and each is what its name says. */
  async forge(change: {
    readonly red?: (entry: RedEntry) => RedEntry;
    readonly green?: (entry: PassingEntry) => PassingEntry;
  }): Promise<void> {
    const [redFile, greenFile] = [await this.fileOf('red'), await this.fileOf('green')];
    const red: RedEntry = JSON.parse(await this.text(redFile));
    const green: PassingEntry = JSON.parse(await this.text(greenFile));
    const previous = await this.replace(redFile, printEntry(change.red?.(red) ?? red));
    const changed = change.green?.(green) ?? green;
    await this.replace(greenFile, printEntry({ ...changed, previous }));
  }

  dispose(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}
