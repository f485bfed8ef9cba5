import type { Round } from '../benchRow';
import { measureDiscovery, PARSED_BY_PYTHON } from '../measureDiscovery';

export const name = 'discover again, nothing new';
export const peer = PARSED_BY_PYTHON;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureDiscovery(true);
}
