import type { Round } from '../benchRow';
import { delayRounds } from '../measureContext';

export const name = 'delay of the asking thread, 99 %, 100,000 files';
export const peer = 'the same thread with nothing to do';
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return delayRounds(100_000, 3);
}
