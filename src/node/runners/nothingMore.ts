import type { RunnerAbilities } from '../../core/testrun/runner';

/** A runner that runs tests and nothing beyond. */
export const NOTHING_MORE: RunnerAbilities = {
  substitutes: false,
  order: false,
  selection: false,
  testTimeLimit: false,
  coverage: false,
};
