import { AsyncLocalStorage } from 'node:async_hooks';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { OwnPath } from '../core/workspace/ownPath';
import { lockOf, WORKSPACE_LOCK } from '../core/workspace/ownPath';
import { describeSystemError, errorCode } from './describeSystemError';
import type { OwnFiles } from './ownFiles';
import { findProcess, ownIdentity, parseIdentity } from './processIdentity';
import { BELIEVED_MS, showLife } from './showLife';

const WAIT_MS = 15_000;
const PAUSE_MS = 20;
/** A lock that is just being written is believed this long. */
const BEING_WRITTEN_MS = 5_000;

/** The locks that this process holds or is about to, by where they really are: a folder may have several names. */
const heldHere = new Set<string>();

/**
 * One lock for a workspace, for all processes that change it: a file that names who holds it. That of a process that is gone,
 * whatever ended it, counts for nothing.
 */
export class WorkspaceLock {
  /** What is done inside of the lock may ask for it again. */
  private readonly inside = new AsyncLocalStorage<{ held: boolean }>();
  /** Settled when all that was asked for here before is done. */
  private last: Promise<unknown> = Promise.resolve();
  private realRoot: Promise<string> | undefined;

  constructor(
    private readonly files: OwnFiles,
    private readonly waitMs = WAIT_MS,
  ) {}

  /** A `workspace-busy` when another process, or other work of this one, holds it for long. */
  async alone<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    if (this.inside.getStore()?.held === true) return work();
    const before = this.last;
    const turn = this.isOverInTime(before).then((isOver) => (isOver ? this.hold(work) : busy()));
    this.last = Promise.allSettled([before, turn]).then(() => undefined);
    return turn;
  }

  private async isOverInTime(work: Promise<unknown>): Promise<boolean> {
    const late = new AbortController();
    try {
      return await Promise.race([
        work.then(() => true),
        setTimeout(this.waitMs, false, { signal: late.signal }).catch(() => false),
      ]);
    } finally {
      late.abort();
    }
  }

  private async hold<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    const taken = await this.tryToTake();
    if (!taken.ok) return taken;
    const state = { held: true };
    const rest = showLife(this.files, WORKSPACE_LOCK);
    try {
      return await this.inside.run(state, work);
    } finally {
      state.held = false;
      rest();
      await this.release(WORKSPACE_LOCK);
    }
  }

  private async tryToTake(): Promise<Result<undefined, Problem>> {
    try {
      return await this.take(WORKSPACE_LOCK);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return fail({ kind: 'write-failed', path: WORKSPACE_LOCK.relative, detail: describeSystemError(error) });
    }
  }

  private async take(path: OwnPath): Promise<Result<undefined, Problem>> {
    const until = Date.now() + this.waitMs;
    for (;;) {
      const holder = await this.holderOf(path);
      if (holder === 'nobody') {
        const freed = await this.free(path);
        if (!freed.ok) return freed;
        continue;
      }
      const made = holder === undefined ? await this.make(path) : ok('taken' as const);
      if (!made.ok) return made;
      if (made.value === 'made') return ok(undefined);
      if (Date.now() >= until) {
        return busy(holder, path);
      }
      await setTimeout(PAUSE_MS);
    }
  }

  private async make(path: OwnPath): Promise<Result<'made' | 'taken', Problem>> {
    const key = await this.keyOf(path);
    if (heldHere.has(key)) return ok('taken');
    heldHere.add(key);
    const made = await this.files.create(path, await ownText());
    if (!made.ok || made.value === 'taken') heldHere.delete(key);
    return made;
  }

  /**
   * Removes a lock that nobody holds. Who does it holds the next lock, and looks again: else of two that come at once the later
   * would remove the lock that the earlier has taken since.
   */
  private async free(path: OwnPath): Promise<Result<undefined, Problem>> {
    const next = lockOf(path);
    const taken = await this.take(next);
    if (!taken.ok) return taken;
    try {
      if ((await this.holderOf(path)) === 'nobody') await this.files.remove(path);
      return ok(undefined);
    } finally {
      await this.release(next);
    }
  }

  /** Another machine may have stopped to believe in it. What cannot be removed counts for nothing from now on. */
  private async release(path: OwnPath): Promise<void> {
    try {
      if ((await this.files.readWithAge(path))?.text === (await ownText())) await this.files.remove(path);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    } finally {
      heldHere.delete(await this.keyOf(path));
    }
  }

  private async keyOf(path: OwnPath): Promise<string> {
    this.realRoot ??= realpath(this.files.root).catch((error: unknown) => {
      this.realRoot = undefined;
      throw error;
    });
    return join(await this.realRoot, path.relative);
  }

  /** A process in words, `nobody` for a lock that was left behind, undefined where there is none. */
  private async holderOf(path: OwnPath): Promise<string | 'nobody' | undefined> {
    const found = await this.files.readWithAge(path);
    if (found === undefined) return undefined;
    const holder = parseIdentity(parseJson(found.text));
    if (holder === undefined) return Math.abs(found.ageMs) < BEING_WRITTEN_MS ? 'another process' : 'nobody';
    if (found.text === (await ownText())) {
      return heldHere.has(await this.keyOf(path)) ? `process ${holder.pid}` : 'nobody';
    }
    const isFresh = Math.abs(found.ageMs) < BELIEVED_MS;
    switch (await findProcess(holder)) {
      case 'running':
        return `process ${holder.pid}`;
      case 'gone':
        return 'nobody';
      case 'perhaps':
        return isFresh ? `process ${holder.pid}` : 'nobody';
      case 'elsewhere':
        return isFresh ? `process ${holder.pid} on another machine` : 'nobody';
    }
  }
}

function busy(holder = `process ${process.pid}`, path: OwnPath = WORKSPACE_LOCK): Result<never, Problem> {
  return fail({ kind: 'workspace-busy', path: path.relative, holder });
}

async function ownText(): Promise<string> {
  return JSON.stringify(await ownIdentity());
}
