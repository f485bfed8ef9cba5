import type { JournalEntry, JournalFileState, JournalStore } from '../core/apply/journal';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { JOURNAL_FOLDER, journalContent, journalEntry } from '../core/workspace/ownPath';
import { errorCode } from './describeSystemError';
import { sha256 } from './hash';
import type { OwnFiles } from './ownFiles';
import type { Seal } from './seal';

const SUFFIX = '.json';

/** An entry and the process that wrote it; 0 for none. */
interface StoredEntry {
  readonly entry: JournalEntry;
  readonly pid: number;
}

/**
 * The journal as files: an entry a JSON file, contents by their hash beside them. Only entries under the user's own seal count:
 * recovery and rollback write what an entry says, and a cloned repository could bring one along.
 */
export class JournalFiles implements JournalStore {
  private seal: Promise<Seal> | undefined;

  constructor(
    private readonly files: OwnFiles,
    private readonly findSeal: () => Promise<Seal>,
    private readonly isRunning: (pid: number) => boolean = isProcessRunning,
  ) {}

  async putContent(bytes: Uint8Array): Promise<Result<string, Problem>> {
    const hash = sha256(bytes);
    if ((await this.getContent(hash)) !== undefined) return ok(hash);
    const written = await this.files.write(own(journalContent(hash)), bytes);
    return written.ok ? ok(hash) : written;
  }

  async getContent(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.files.read(own(journalContent(hash)));
    return bytes !== undefined && sha256(bytes) === hash ? bytes : undefined;
  }

  async writeEntry(entry: JournalEntry): Promise<Result<undefined, Problem>> {
    const seal = (await this.ownSeal()).of(JSON.stringify(entry));
    return this.files.write(
      own(journalEntry(entry.id)),
      `${JSON.stringify({ seal, pid: process.pid, entry }, undefined, 2)}\n`,
    );
  }

  async readEntries(): Promise<readonly JournalEntry[]> {
    return (await this.readAll()).map(({ entry }) => entry);
  }

  async readInterrupted(): Promise<readonly JournalEntry[]> {
    const all = await this.readAll();
    return all
      .filter(({ entry, pid }) => (entry.state === 'intent' || entry.state === 'applied') && !this.isRunning(pid))
      .map(({ entry }) => entry);
  }

  async hasForeign(): Promise<boolean> {
    return (await this.readAll()).length < (await this.names()).length;
  }

  private async readAll(): Promise<readonly StoredEntry[]> {
    const entries: StoredEntry[] = [];
    for (const id of await this.names()) {
      const path = journalEntry(id);
      const text = path.ok ? await this.files.readText(path.value) : undefined;
      const stored = text === undefined ? undefined : parseEntry(text, id, await this.ownSeal());
      if (stored !== undefined) entries.push(stored);
    }
    return entries.sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
  }

  private async names(): Promise<readonly string[]> {
    const names = await this.files.list(JOURNAL_FOLDER);
    return names.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
  }

  private ownSeal(): Promise<Seal> {
    this.seal ??= this.findSeal().catch((error: unknown) => {
      this.seal = undefined;
      throw error;
    });
    return this.seal;
  }
}

/** The store makes every id and hash itself, so a path that cannot be made is a bug. */
function own(path: Result<OwnPath, string>): OwnPath {
  if (!path.ok) throw new Error(path.problem);
  return path.value;
}

/** Undefined for what is no entry of ours: a foreign file in the folder must not stop a rollback of the others. */
function parseEntry(text: string, id: string, seal: Seal): StoredEntry | undefined {
  let value: { readonly seal?: unknown; readonly pid?: unknown; readonly entry?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  if (typeof value?.seal !== 'string' || !seal.holds(JSON.stringify(value.entry) ?? '', value.seal)) return undefined;
  const entry = value.entry as Partial<JournalEntry> | null;
  const whole =
    entry?.id === id &&
    typeof entry.sessionId === 'string' &&
    typeof entry.component === 'string' &&
    ['red', 'green', 'refactor'].includes(entry.phase ?? '') &&
    typeof entry.at === 'string' &&
    ['intent', 'applied', 'kept', 'rolled-back'].includes(entry.state ?? '') &&
    Array.isArray(entry.changes) &&
    entry.changes.every(
      (change) => typeof change?.path === 'string' && isFileState(change.before) && isFileState(change.after),
    ) &&
    Array.isArray(entry.createdFolders) &&
    entry.createdFolders.every((folder) => typeof folder === 'string');
  return whole ? { entry: entry as JournalEntry, pid: typeof value.pid === 'number' ? value.pid : 0 } : undefined;
}

function isFileState(value: unknown): boolean {
  if (value === undefined) return true;
  const state = value as Partial<JournalFileState> | null;
  const hasMode = state?.mode === undefined || typeof state.mode === 'number';
  return typeof state?.hash === 'string' && journalContent(state.hash).ok && hasMode;
}

function isProcessRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
