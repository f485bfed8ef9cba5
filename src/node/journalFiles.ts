import type { JournalChange, JournalEntry, JournalFileState, JournalStore } from '../core/apply/journal';
import { whatToPrune } from '../core/apply/whatToPrune';
import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { JOURNAL_FOLDER, journalEntry, journalPack } from '../core/workspace/ownPath';
import { packContents, unpackContents } from './contentPack';
import { describeSystemError, errorCode } from './describeSystemError';
import { sha256 } from './hash';
import type { OwnFiles } from './ownFiles';
import type { ProcessIdentity } from './processIdentity';
import { findProcess, ownIdentity, parseIdentity } from './processIdentity';
import type { FindSeal, Seal } from './seal';
import { BELIEVED_MS, showLife } from './showLife';
import type { WorkspaceLock } from './workspaceLock';

const SUFFIX = '.json';
const PACK = /^(.+)\.([1-9]\d*)\.pack$/;
const HASH = /^[0-9a-f]{64}$/;
const STATES: readonly string[] = ['intent', 'applied', 'kept', 'undoing', 'rolled-back'];

/** An entry and the process that wrote it; `unchangedMs` is the time since it last showed that it is at work. */
interface StoredEntry {
  readonly entry: JournalEntry;
  readonly writer: ProcessIdentity | undefined;
  readonly unchangedMs: number;
}

/** All that there are by name, and those of them that are ours. */
interface AllEntries {
  readonly entries: readonly StoredEntry[];
  readonly names: readonly string[];
}

/** What the packs of an entry hold. */
interface Held {
  readonly packs: number;
  readonly hashes: ReadonlySet<string>;
}

/**
 * The journal as files: an entry a JSON file, the contents that it speaks of in packs beside it. Only entries under the user's
 * own seal count: recovery and rollback write what an entry says, and a cloned repository could bring one along.
 */
export class JournalFiles implements JournalStore {
  private seal: ReturnType<FindSeal> | undefined;
  /** Of the entries that are open here. */
  private readonly held = new Map<string, Held>();
  /** Ends the sign of life of each entry that is open here. */
  private readonly alive = new Map<string, () => void>();

  constructor(
    private readonly files: OwnFiles,
    private readonly lock: WorkspaceLock,
    private readonly findSeal: FindSeal,
    private readonly isAtWork: (writer: ProcessIdentity, unchangedMs: number) => Promise<boolean> = isProcessAtWork,
  ) {}

  alone<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    return this.lock.alone(work);
  }

  writeEntry(entry: JournalEntry, contents: readonly Uint8Array[] = []): Promise<Result<undefined, Problem>> {
    return this.lock.alone(() => asProblem(() => this.writeAlone(entry, contents)));
  }

  private async writeAlone(entry: JournalEntry, contents: readonly Uint8Array[]): Promise<Result<undefined, Problem>> {
    const found = await this.ownSeal();
    if (!found.ok) return found;
    const packed = await this.pack(entry.id, contents);
    if (!packed.ok) return packed;
    const seal = found.value.of(JSON.stringify(entry));
    const written = await this.files.write(
      own(journalEntry(entry.id)),
      `${JSON.stringify({ seal, writer: await ownIdentity(), entry }, undefined, 2)}\n`,
    );
    if (written.ok) this.showLife(entry);
    return written;
  }

  private showLife(entry: JournalEntry): void {
    if (isOpen(entry)) {
      if (!this.alive.has(entry.id)) this.alive.set(entry.id, showLife(this.files, own(journalEntry(entry.id))));
      return;
    }
    this.held.delete(entry.id);
    this.alive.get(entry.id)?.();
    this.alive.delete(entry.id);
  }

  readContents({ id }: JournalEntry): Promise<Result<ReadonlyMap<string, Uint8Array>, Problem>> {
    return asProblem(async () => ok((await this.readPacks(id)).contents));
  }

  private async pack(id: string, contents: readonly Uint8Array[]): Promise<Result<undefined, Problem>> {
    if (contents.length === 0) return ok(undefined);
    const { packs, hashes } = this.held.get(id) ?? (await this.readPacks(id)).held;
    const fresh = new Map(contents.map((bytes) => [sha256(bytes), bytes]));
    for (const hash of hashes) fresh.delete(hash);
    if (fresh.size === 0) return ok(undefined);
    const written = await this.files.write(own(journalPack(id, packs + 1)), packContents(fresh));
    if (written.ok) this.held.set(id, { packs: packs + 1, hashes: new Set([...hashes, ...fresh.keys()]) });
    return written;
  }

  private async readPacks(id: string): Promise<{ contents: ReadonlyMap<string, Uint8Array>; held: Held }> {
    const contents = new Map<string, Uint8Array>();
    for (let number = 1; ; number++) {
      const pack = await this.files.read(own(journalPack(id, number)));
      if (pack === undefined) return { contents, held: { packs: number - 1, hashes: new Set(contents.keys()) } };
      for (const [hash, bytes] of unpackContents(pack)) contents.set(hash, bytes);
    }
  }

  readEntry(id: string): Promise<Result<JournalEntry | undefined, Problem>> {
    return asProblem(async () => {
      const seal = await this.ownSeal();
      return seal.ok ? ok((await this.readStored(id, seal.value))?.entry) : seal;
    });
  }

  async readEntries(): Promise<readonly JournalEntry[]> {
    const all = await this.readAll();
    return all.ok ? all.value.entries.map(({ entry }) => entry) : [];
  }

  async readInterrupted(): Promise<Result<readonly JournalEntry[], Problem>> {
    const all = await this.readAll();
    if (!all.ok) return all;
    const found: JournalEntry[] = [];
    for (const { entry, writer, unchangedMs } of all.value.entries) {
      if (!isOpen(entry)) continue;
      if (writer === undefined || !(await this.isAtWork(writer, unchangedMs))) found.push(entry);
    }
    return ok(found);
  }

  /** What cannot be removed now, or is just being written, goes another time. */
  async prune(now: Date): Promise<void> {
    await asProblem(async () => {
      await this.files.removeUnfinished(JOURNAL_FOLDER);
      if ((await this.toPrune(now)).length === 0) return ok(undefined);
      // Looked at again: what was being written is whole by then.
      return this.lock.alone(async () => {
        for (const path of await this.toPrune(now)) await this.files.remove(path);
        return ok(undefined);
      });
    });
  }

  /** Entries first: a pack without its entry goes the next time. */
  private async toPrune(now: Date): Promise<readonly OwnPath[]> {
    const packs = new Map<string, { readonly paths: OwnPath[]; bytes: number }>();
    for (const name of await this.files.list(JOURNAL_FOLDER)) {
      const [, id, number] = PACK.exec(name) ?? [];
      const path = id === undefined ? undefined : journalPack(id, Number(number));
      if (id === undefined || path?.ok !== true) continue;
      const own = packs.get(id) ?? { paths: [], bytes: 0 };
      own.paths.push(path.value);
      own.bytes += await this.files.sizeOf(path.value);
      packs.set(id, own);
    }
    const all = await this.readAll();
    if (!all.ok) return [];
    const entries = all.value.entries.map(({ entry }) => ({ entry, bytes: packs.get(entry.id)?.bytes ?? 0 }));
    const pruned = whatToPrune(entries, now);
    const known = new Set(all.value.names);
    const orphans = [...packs.keys()].filter((id) => !known.has(id));
    return [
      ...pruned.map((id) => own(journalEntry(id))),
      ...[...pruned, ...orphans].flatMap((id) => packs.get(id)?.paths ?? []),
    ];
  }

  async hasForeign(): Promise<boolean> {
    const all = await this.readAll();
    return !all.ok || all.value.entries.length < all.value.names.length;
  }

  private readAll(): Promise<Result<AllEntries, Problem>> {
    return asProblem(async () => {
      const files = await this.files.list(JOURNAL_FOLDER);
      const names = files.filter((name) => name.endsWith(SUFFIX)).map((name) => name.slice(0, -SUFFIX.length));
      if (names.length === 0) return ok({ entries: [], names });
      const seal = await this.ownSeal();
      if (!seal.ok) return seal;
      const entries: StoredEntry[] = [];
      for (const id of names) {
        const stored = await this.readStored(id, seal.value);
        if (stored !== undefined) entries.push(stored);
      }
      return ok({ entries: entries.sort(byTime), names });
    });
  }

  /** Undefined for what is not there, no entry of ours, or a private one of another user. */
  private async readStored(id: string, seal: Seal): Promise<StoredEntry | undefined> {
    const path = journalEntry(id);
    if (!path.ok) return undefined;
    try {
      const found = await this.files.readWithAge(path.value);
      const parsed = found && parseEntry(found.text, id, seal);
      return parsed && { ...parsed, unchangedMs: Math.abs(found.ageMs) };
    } catch (error) {
      if (errorCode(error) === 'EACCES') return undefined;
      throw error;
    }
  }

  private async ownSeal(): ReturnType<FindSeal> {
    this.seal ??= this.findSeal();
    const found = await this.seal;
    if (!found.ok) this.seal = undefined;
    return found;
  }
}

/** Says what the system refuses; a bug stays one. */
async function asProblem<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  try {
    return await work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return fail({ kind: 'file-unreadable', path: JOURNAL_FOLDER.relative, detail: describeSystemError(error) });
  }
}

function isOpen({ state }: JournalEntry): boolean {
  return state !== 'kept' && state !== 'rolled-back';
}

function byTime({ entry: a }: StoredEntry, { entry: b }: StoredEntry): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

/** The store makes every id and hash itself, so a path that cannot be made is a bug. */
function own(path: Result<OwnPath, string>): OwnPath {
  if (!path.ok) throw new Error(path.problem);
  return path.value;
}

/** Undefined for what is no entry of ours: a foreign file in the folder must not stop a rollback of the others. */
function parseEntry(text: string, id: string, seal: Seal): Omit<StoredEntry, 'unchangedMs'> | undefined {
  type Sealed = { readonly seal?: unknown; readonly writer?: unknown; readonly entry?: unknown };
  const value = parseJson(text) as Sealed | null | undefined;
  if (typeof value?.seal !== 'string' || !seal.holds(JSON.stringify(value.entry) ?? '', value.seal)) return undefined;
  const entry = value.entry as Partial<JournalEntry> | null;
  const whole =
    entry?.id === id &&
    typeof entry.sessionId === 'string' &&
    typeof entry.component === 'string' &&
    ['red', 'green', 'refactor', 'documents'].includes(entry.phase ?? '') &&
    typeof entry.at === 'string' &&
    STATES.includes(entry.state ?? '') &&
    areChanges(entry.changes) &&
    (entry.undo === undefined || areChanges(entry.undo)) &&
    Array.isArray(entry.createdFolders) &&
    entry.createdFolders.every((folder) => typeof folder === 'string');
  return whole ? { entry: entry as JournalEntry, writer: parseIdentity(value.writer) } : undefined;
}

function areChanges(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (change: Partial<JournalChange> | null) =>
        typeof change?.path === 'string' &&
        isFileState(change.before) &&
        isFileState(change.after) &&
        (change.proposed === undefined || isHash(change.proposed)),
    )
  );
}

function isFileState(value: unknown): boolean {
  if (value === undefined) return true;
  const state = value as Partial<JournalFileState> | null;
  const hasMode = state?.mode === undefined || typeof state.mode === 'number';
  return isHash(state?.hash) && hasMode;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && HASH.test(value);
}

/** What cannot be asked, such as another machine that shares the folder, is believed as long as it shows life. */
async function isProcessAtWork(writer: ProcessIdentity, unchangedMs: number): Promise<boolean> {
  const found = await findProcess(writer);
  return found === 'running' || (found !== 'gone' && unchangedMs < BELIEVED_MS);
}
