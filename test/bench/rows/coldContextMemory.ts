import type { Round } from '../benchRow';
import { coldRounds, REPOMIX } from '../measureContext';

export const name = 'memory of cold context, 7,000 files';
export const peer = REPOMIX;
export const unit = 'KB';

export function run(): Promise<readonly Round[]> {
  return coldRounds(7_000, 3, unit);
}
