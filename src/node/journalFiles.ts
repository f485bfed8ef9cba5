import type { JournalEntry, JournalFileState, JournalStore } from '../core/apply/journal';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { JOURNAL_FOLDER, journalContent, journalEntry } from '../core/workspace/ownPath';
import { sha256 } from './hash';
import type { OwnFiles } from './ownFiles';
import type { Seal } from './seal';

/**
 * The journal as files: an entry a JSON file, contents by their hash beside them. Only entries under the user's own seal count:
 * recovery and rollback write what an entry says, and a cloned repository could bring one along.
 */
export class JournalFiles implements JournalStore {
  private seal: Promise<Seal> | undefined;

  constructor(
    private readonly files: OwnFiles,
    private readonly findSeal: () => Promise<Seal>,
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
    return this.files.write(own(journalEntry(entry.id)), `${JSON.stringify({ seal, entry }, undefined, 2)}\n`);
  }

  async readEntries(): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const name of await this.files.list(JOURNAL_FOLDER)) {
      if (!name.endsWith('.json')) continue;
      const id = name.slice(0, -'.json'.length);
      const path = journalEntry(id);
      const text = path.ok ? await this.files.readText(path.value) : undefined;
      const entry = text === undefined ? undefined : parseEntry(text, id, await this.ownSeal());
      if (entry !== undefined) entries.push(entry);
    }
    return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  private ownSeal(): Promise<Seal> {
    this.seal ??= this.findSeal();
    return this.seal;
  }
}

/** The store makes every id and hash itself, so a path that cannot be made is a bug. */
function own(path: Result<OwnPath, string>): OwnPath {
  if (!path.ok) throw new Error(path.problem);
  return path.value;
}

/** Undefined for what is no entry of ours: a foreign file in the folder must not stop a rollback of the others. */
function parseEntry(text: string, id: string, seal: Seal): JournalEntry | undefined {
  let value: { readonly seal?: unknown; readonly entry?: unknown } | null;
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
    ['intent', 'applied', 'rolled-back'].includes(entry.state ?? '') &&
    Array.isArray(entry.changes) &&
    entry.changes.every(
      (change) => typeof change?.path === 'string' && isFileState(change.before) && isFileState(change.after),
    ) &&
    Array.isArray(entry.createdFolders) &&
    entry.createdFolders.every((folder) => typeof folder === 'string');
  return whole ? (entry as JournalEntry) : undefined;
}

function isFileState(value: unknown): boolean {
  if (value === undefined) return true;
  const state = value as Partial<JournalFileState> | null;
  const hasMode = state?.mode === undefined || typeof state.mode === 'number';
  return typeof state?.hash === 'string' && journalContent(state.hash).ok && hasMode;
}
