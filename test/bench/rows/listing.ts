import type { Round } from '../benchRow';
import { GIT_LISTING, measureListing } from '../measureListing';

export const name = 'list of files, 10,000';
export const peer = GIT_LISTING;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureListing(10_000);
}
