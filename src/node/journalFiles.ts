import type { JournalChange, JournalEntry, JournalFileState, JournalStore } from '../core/apply/journal';
import { whatToPrune } from '../core/apply/whatToPrune';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { JOURNAL_FOLDER, journalEntry, journalPack } from '../core/workspace/ownPath';
import { packContents, unpackContents } from './contentPack';
import { sha256 } from './hash';
import type { OwnFiles } from './ownFiles';
import type { ProcessIdentity } from './processIdentity';
import { findProcess, ownIdentity, parseIdentity } from './processIdentity';
import type { Seal } from './seal';
import type { WorkspaceLock } from './workspaceLock';

const SUFFIX = '.json';
const PACK = /^(.+)\.([1-9]\d*)\.pack$/;
const HASH = /^[0-9a-f]{64}$/;
const STATES: readonly string[] = ['intent', 'applied', 'kept', 'undoing', 'rolled-back'];
const BELIEVED_MS = 24 * 60 * 60_000;

/** An entry and the process that wrote it. */
interface StoredEntry {
  readonly entry: JournalEntry;
  readonly writer: ProcessIdentity | undefined;
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
  private seal: Promise<Seal> | undefined;
  /** Of the entries that are open here. */
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly files: OwnFiles,
    private readonly lock: WorkspaceLock,
    private readonly findSeal: () => Promise<Seal>,
    private readonly isAtWork: (writer: ProcessIdentity, since: string) => Promise<boolean> = isProcessAtWork,
  ) {}

  alone<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    return this.lock.alone(work);
  }

  writeEntry(entry: JournalEntry, contents: readonly Uint8Array[] = []): Promise<Result<undefined, Problem>> {
    return this.lock.alone(() => this.writeAlone(entry, contents));
  }

  private async writeAlone(entry: JournalEntry, contents: readonly Uint8Array[]): Promise<Result<undefined, Problem>> {
    const packed = await this.pack(entry.id, contents);
    if (!packed.ok) return packed;
    const seal = (await this.ownSeal()).of(JSON.stringify(entry));
    const written = await this.files.write(
      own(journalEntry(entry.id)),
      `${JSON.stringify({ seal, writer: await ownIdentity(), entry }, undefined, 2)}\n`,
    );
    if (written.ok && (entry.state === 'kept' || entry.state === 'rolled-back')) this.held.delete(entry.id);
    return written;
  }

  async readContents({ id }: JournalEntry): Promise<ReadonlyMap<string, Uint8Array>> {
    return (await this.readPacks(id)).contents;
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

  async readEntries(): Promise<readonly JournalEntry[]> {
    return (await this.readAll()).map(({ entry }) => entry);
  }

  async readInterrupted(): Promise<readonly JournalEntry[]> {
    const found: JournalEntry[] = [];
    for (const { entry, writer } of await this.readAll()) {
      if (entry.state === 'kept' || entry.state === 'rolled-back') continue;
      if (writer === undefined || !(await this.isAtWork(writer, entry.at))) found.push(entry);
    }
    return found;
  }

  async prune(now: Date): Promise<void> {
    if ((await this.toPrune(now)).length === 0) return;
    // Looked at again: what was being written is whole by then. A workspace that is busy is pruned another time.
    await this.lock.alone(async () => {
      for (const path of await this.toPrune(now)) await this.files.remove(path);
      return ok(undefined);
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
    const entries = (await this.readAll()).map(({ entry }) => ({ entry, bytes: packs.get(entry.id)?.bytes ?? 0 }));
    const pruned = whatToPrune(entries, now);
    const known = new Set(await this.names());
    const orphans = [...packs.keys()].filter((id) => !known.has(id));
    return [
      ...pruned.map((id) => own(journalEntry(id))),
      ...[...pruned, ...orphans].flatMap((id) => packs.get(id)?.paths ?? []),
    ];
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
  let value: { readonly seal?: unknown; readonly writer?: unknown; readonly entry?: unknown } | null;
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

/** Another machine that shares the folder is believed to be at work for a while: this one cannot ask. */
async function isProcessAtWork(writer: ProcessIdentity, since: string): Promise<boolean> {
  const found = await findProcess(writer);
  return found === 'running' || (found === 'elsewhere' && Date.now() - Date.parse(since) < BELIEVED_MS);
}
