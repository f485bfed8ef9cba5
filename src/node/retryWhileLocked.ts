import { setTimeout } from 'node:timers/promises';
import { errorCode } from './describeSystemError';

const LOCKED = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** Milliseconds; together about 2.5 seconds: virus scanners and indexers let go within one. */
const PAUSES = [10, 20, 40, 80, 160, 320, 640, 1_280];

/**
 * On Windows a file that another program has open can be neither replaced nor removed: tries again for a while, then throws
 * what the system said. Elsewhere these errors do not pass by waiting.
 */
export async function retryWhileLocked<T>(
  work: () => Promise<T>,
  platform: NodeJS.Platform = process.platform,
): Promise<T> {
  for (const pause of platform === 'win32' ? PAUSES : []) {
    try {
      return await work();
    } catch (error) {
      if (!LOCKED.has(errorCode(error) ?? '')) throw error;
      await setTimeout(pause);
    }
  }
  return work();
}
