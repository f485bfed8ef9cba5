import type { TierCounts } from './tierCounts';

/** A part of `npm test`. */
export type Tier = {
  readonly name: string;
  /** Part of the quick run (`npm test -- --unit`). */
  readonly quick?: boolean;
  /** Looks at dist/: fails without running when the build failed. */
  readonly needsBuild?: boolean;
  /** Its tests run pytest. */
  readonly needsPytest?: boolean;
  /** Its tests run vitest and jest. */
  readonly needsRunnerTools?: boolean;
  /** Prints as it goes. A check without tests of its own gives no tests when it holds, and one failure when it does not. */
  run(): Promise<TierCounts>;
};
