import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../core/lib/clock';

/** The time and the chance of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  random: Math.random,
};
