import type { Round } from '../benchRow';
import { warmRounds } from '../measureContext';

export const name = 'warm context, 7,000 files';
export const peer = 'git ls-files and a look at each file';
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return warmRounds(7_000);
}
