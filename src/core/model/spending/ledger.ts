import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';

/** One line of the ledger. Each attempt at a request writes two of them: what it may cost at most before it is sent, and what it came to. */
export interface LedgerLine {
  /** The same in both lines of an attempt. */
  readonly id: string;
  /** ISO 8601, of the moment before it was sent. */
  readonly at: string;
  readonly session: string;
  readonly model: string;
  readonly state: 'reserved' | 'spent';
  /** In US dollars; null when the price is not known. */
  readonly amount: number | null;
}

/** What this user has spent on this machine; no repository has a hand in it. */
export interface SpendingLedger {
  /** Adds a line so that every process sees it at once. */
  append(line: LedgerLine): Promise<Result<undefined, Problem>>;
  /** The lines of each file, in the order in which they were added. */
  read(): Promise<readonly (readonly LedgerLine[])[]>;
}

export interface Spent {
  /** In US dollars, of requests that are over. */
  readonly amount: number;
  /** In US dollars: what the requests may cost at most that are under way, or whose process is gone. */
  readonly reserved: number;
  /** How many answers there were beside of which nobody knows the price. */
  readonly unpriced: number;
}

/** What was spent of the lines that a scope takes. */
export function spentIn(files: readonly (readonly LedgerLine[])[], isOf: (line: LedgerLine) => boolean): Spent {
  const last = new Map<string, LedgerLine>();
  for (const line of files.flat()) {
    if (isOf(line) && last.get(line.id)?.state !== 'spent') last.set(line.id, line);
  }
  const lines = [...last.values()];
  const sumOf = (state: LedgerLine['state']) =>
    lines.filter((line) => line.state === state).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  return {
    amount: sumOf('spent'),
    reserved: sumOf('reserved'),
    unpriced: lines.filter(({ amount }) => amount === null).length,
  };
}

/**
 * What counts against a request that has just been reserved: all that was reserved before it, at what it came to where that is known. What
 * was reserved after it in the same file has to reckon with it, so that of two at once one gets through.
 */
export function beforeReservation(
  files: readonly (readonly LedgerLine[])[],
  id: string,
): readonly (readonly LedgerLine[])[] {
  return files.map((lines) => {
    const mine = lines.findIndex((line) => line.id === id);
    if (mine < 0) return lines;
    const before = new Set(lines.slice(0, mine).map((line) => line.id));
    return lines.filter(
      (line, index) => line.id !== id && (index < mine || (line.state === 'spent' && before.has(line.id))),
    );
  });
}

/** Whether two moments are of one day where the user is. */
export function isSameDay(at: string, now: Date): boolean {
  return new Date(at).toDateString() === now.toDateString();
}
