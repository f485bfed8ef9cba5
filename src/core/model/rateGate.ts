import type { Clock } from '../lib/clock';
import { LONGEST_WAIT_MS } from './backoff';
import type { ModelEvent } from './provider';
import type { RateLimit } from './rateLimit';
import { slept } from './slept';

type Waiting = Extract<ModelEvent, { kind: 'waiting' }>;

/** A request that wants in, or is in. */
interface Ticket {
  /** Upper estimate of what is sent. */
  readonly tokens: number;
}

/** Why a request has to wait; `until` in milliseconds since 1970, undefined when nobody can tell. */
interface Obstacle {
  readonly until: number | undefined;
  readonly reason: string;
}

/** More streams than this at once from one key only take each other's tokens. */
const MOST_AT_ONCE = 4;

/**
 * Lets the requests of one key in, first come, first served, so that those that run beside each other wait instead of running into
 * the service's limits: for its reset when one of the limits that it told is used up, for the end of the wait that it asked for, and
 * for each other.
 */
export class RateGate {
  readonly #limits = new Map<RateLimit['of'], RateLimit>();
  readonly #queue: Ticket[] = [];
  readonly #inside = new Set<Ticket>();
  /** Those inside that the service has not answered yet: what it says does not count them. */
  readonly #unanswered = new Set<Ticket>();
  readonly #wakers = new Set<() => void>();
  #blockedUntil: number | undefined;
  /** After a limit one goes ahead, and the others wait for what the service tells it. */
  #isCareful = false;

  constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

  /** Waits for its turn and tells what for; gives the ticket to leave with, or undefined when it was cancelled. */
  async *enter(tokens: number, signal: AbortSignal): AsyncGenerator<Waiting, Ticket | undefined> {
    const ticket: Ticket = { tokens };
    this.#queue.push(ticket);
    try {
      for (let told: Obstacle | undefined; !signal.aborted; ) {
        const obstacle = this.#obstacle(ticket);
        if (obstacle === undefined) {
          this.#inside.add(ticket);
          this.#unanswered.add(ticket);
          return ticket;
        }
        if (obstacle.until !== undefined) this.#isCareful = true;
        const delayMs = obstacle.until === undefined ? undefined : Math.max(0, obstacle.until - this.#now());
        const isNews = told?.until !== obstacle.until || told?.reason !== obstacle.reason;
        if (isNews) yield { kind: 'waiting', delayMs, reason: obstacle.reason };
        told = obstacle;
        await this.#wait(delayMs, obstacle.until, signal);
      }
      return undefined;
    } finally {
      this.#queue.splice(this.#queue.indexOf(ticket), 1);
      this.#wake();
    }
  }

  /** The service has taken the request, and says what is left. */
  answered(ticket: Ticket, limits: readonly RateLimit[]): void {
    this.#unanswered.delete(ticket);
    this.#isCareful = false;
    this.#learn(limits);
    this.#wake();
  }

  /** The service has not taken the request: it asks for a wait, in milliseconds, says what is left, or both. That holds for everybody. */
  refused({
    waitMs,
    limits = [],
  }: {
    readonly waitMs?: number | undefined;
    readonly limits?: readonly RateLimit[];
  }): void {
    if (waitMs !== undefined) {
      this.#blockedUntil = Math.max(this.#blockedUntil ?? 0, this.#now() + Math.min(waitMs, LONGEST_WAIT_MS));
    }
    this.#isCareful ||= waitMs !== undefined || limits.length > 0;
    this.#learn(limits);
  }

  leave(ticket: Ticket): void {
    this.#inside.delete(ticket);
    this.#unanswered.delete(ticket);
    this.#wake();
  }

  /** A clock that is wrong, here or there, makes nobody wait for hours: when the longest wait is over, it is tried. */
  #learn(limits: readonly RateLimit[]): void {
    const latest = this.#now() + LONGEST_WAIT_MS;
    for (const limit of limits) this.#limits.set(limit.of, { ...limit, resetAt: Math.min(limit.resetAt, latest) });
  }

  #obstacle(ticket: Ticket): Obstacle | undefined {
    const limit = this.#limit(ticket);
    if (limit !== undefined) return limit;
    const isCrowded = this.#inside.size >= MOST_AT_ONCE || (this.#isCareful && this.#unanswered.size > 0);
    if (!isCrowded && this.#queue[0] === ticket) return undefined;
    return { until: undefined, reason: 'other answers of the same key are still coming' };
  }

  #limit({ tokens }: Ticket): Obstacle | undefined {
    const now = this.#now();
    if (this.#blockedUntil !== undefined && this.#blockedUntil > now) {
      return { until: this.#blockedUntil, reason: 'the service asked to wait' };
    }
    for (const { of, remaining, resetAt } of this.#limits.values()) {
      if (resetAt <= now) continue;
      const pending = [...this.#unanswered];
      const used = of === 'requests' ? pending.length : pending.reduce((sum, each) => sum + each.tokens, 0);
      const need = of === 'requests' ? 1 : of === 'output tokens' ? 0 : tokens;
      const left = of === 'output tokens' ? remaining : remaining - used;
      if (left <= 0 || left < need) return { until: resetAt, reason: `the service's limit of ${of} is used up` };
    }
    return undefined;
  }

  async #wait(ms: number | undefined, until: number | undefined, signal: AbortSignal): Promise<void> {
    const early = new AbortController();
    const wake = (): void => early.abort();
    this.#wakers.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    try {
      if (ms === undefined) await aborted(early.signal);
      else if (await slept(this.clock, ms, early.signal)) this.#isOver(until ?? 0);
    } finally {
      signal.removeEventListener('abort', wake);
      this.#wakers.delete(wake);
    }
  }

  /** What was slept for has passed, even if the clock was set back meanwhile. */
  #isOver(until: number): void {
    if (this.#blockedUntil !== undefined && this.#blockedUntil <= until) this.#blockedUntil = undefined;
    for (const { of, resetAt } of this.#limits.values()) if (resetAt <= until) this.#limits.delete(of);
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
