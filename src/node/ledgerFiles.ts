import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../core/errors';
import type { Clock } from '../core/lib/clock';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { LedgerLine, SpendingLedger } from '../core/model/spending/ledger';
import { describeSystemError, errorCode } from './describeSystemError';
import type { Environment } from './environment';
import { inUserFolder } from './userFolder';

const FOLDER = 'spending';
/** A file for each day of UTC: nothing that is still added to is ever written anew. */
const NAME = /^\d{4}-\d{2}-\d{2}\.jsonl$/;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * What this user has spent, in private files that are only added to; a line is written in one go, so processes do not mix theirs, and
 * begins with a line break, for a crash may have cut the one before.
 */
export class LedgerFiles implements SpendingLedger {
  constructor(
    private readonly env: Environment,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async append(line: LedgerLine): Promise<Result<undefined, Problem>> {
    const name = `${this.clock.now().toISOString().slice(0, 10)}.jsonl`;
    try {
      await this.inFolder((folder) =>
        appendFile(join(folder, name), `\n${JSON.stringify(line)}\n`, { mode: 0o600, flush: true }),
      );
      return ok(undefined);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return fail({ kind: 'write-failed', path: `${FOLDER}/${name}`, detail: describeSystemError(error) });
    }
  }

  async read(): Promise<readonly (readonly LedgerLine[])[]> {
    return this.inFolder(async (folder) => {
      const names = await this.kept(folder);
      const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      return texts.map((text) => text.split('\n').flatMap(readLine));
    });
  }

  /** Made before it is read, too: where it cannot be written it is not the one that is read. */
  private inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    return inUserFolder(this.env, async (folder) => {
      const inside = join(folder, FOLDER);
      await mkdir(inside, { recursive: true, mode: 0o700 });
      return work(inside);
    });
  }

  /** The names of the files, the oldest first; those that nobody asks for any more are removed. */
  private async kept(folder: string): Promise<readonly string[]> {
    const oldest = new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
    const ours = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
    const old = ours.filter((name) => name < oldest);
    for (const name of old) await rm(join(folder, name), { force: true });
    return ours.slice(old.length);
  }
}

/** A line that a crash cut is none. */
function readLine(text: string): LedgerLine[] {
  const line = (parseJson(text) ?? {}) as Partial<LedgerLine>;
  const { id, at, session, model, state, amount } = line;
  const isWhole = [id, at, session, model].every((value) => typeof value === 'string');
  const isAmount = amount === null || (typeof amount === 'number' && Number.isFinite(amount) && amount >= 0);
  return isWhole && isAmount && (state === 'reserved' || state === 'spent') ? [line as LedgerLine] : [];
}
