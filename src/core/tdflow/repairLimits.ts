import { dollars } from '../lib/dollars';

/** How far a phase goes by itself when an attempt fails. */
export interface RepairLimits {
  /** In all, the first one included; at least 1. */
  readonly attempts: number;
  /** In US dollars for all attempts together; undefined for no limit. */
  readonly cost: number | undefined;
  /** From the start of the phase, in milliseconds. */
  readonly timeMs: number;
}

export const DEFAULT_REPAIR_LIMITS: RepairLimits = { attempts: 3, cost: 1, timeMs: 15 * 60_000 };

/** One try and no other: a pasted or recorded answer cannot be asked again. */
export const ONE_ATTEMPT: RepairLimits = { attempts: 1, cost: undefined, timeMs: 15 * 60_000 };

/** What an attempt came to, as far as the next one is concerned. */
export interface Tried {
  /** What failed, in a form that is equal for equal failures; undefined when nothing was run or said. */
  readonly failure: string;
  readonly answer: string;
  /** In US dollars; undefined when the price is not known. */
  readonly cost: number | undefined;
}

/** Why there is no further attempt, as a sentence; undefined when there may be one. */
export function whyStop(tried: readonly Tried[], limits: RepairLimits, elapsedMs: number): string | undefined {
  const last = tried.at(-1);
  const earlier = tried.slice(0, -1);
  if (limits.attempts === 1) return 'There is one attempt only.';
  const sameAnswer = earlier.findIndex(({ answer }) => answer === last?.answer);
  if (sameAnswer >= 0) return `Attempt ${tried.length} gave the same answer as attempt ${sameAnswer + 1}.`;
  const sameFailure = earlier.findIndex(({ failure }) => failure === last?.failure);
  if (sameFailure >= 0) return `Attempt ${tried.length} failed in the same way as attempt ${sameFailure + 1}.`;
  if (tried.length >= limits.attempts) return `All ${limits.attempts} attempts are used.`;
  if (elapsedMs >= limits.timeMs) return `The time for attempts is over (${Math.round(limits.timeMs / 60_000)} min).`;
  if (limits.cost === undefined) return undefined;
  const costs = tried.map(({ cost }) => cost);
  if (costs.includes(undefined)) {
    return `What an answer costs is not known for this model, so the limit of ${dollars(limits.cost)} cannot be kept.`;
  }
  const spent = costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
  return spent >= limits.cost ? `${dollars(spent)} were spent; the limit is ${dollars(limits.cost)}.` : undefined;
}
