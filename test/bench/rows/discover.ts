import type { Round } from '../benchRow';
import { measureDiscovery, PARSED_BY_PYTHON } from '../measureDiscovery';

export const name = 'discover, 548 files, 100,000 lines';
export const peer = PARSED_BY_PYTHON;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureDiscovery(false);
}
