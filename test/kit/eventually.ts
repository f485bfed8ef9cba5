import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 50;

/**
 * Tries until the check no longer fails, for what gives no event that could be waited for; after `limitMs` its last failure
 * is thrown.
 */
export async function eventually<T>(check: () => Promise<T> | T, limitMs = 180_000): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await pause(PAUSE_MS);
  }
}
