/** Numbers of tests that ran, and the titles of those that failed, each with the first lines of why. */
export type TierCounts = { readonly passed: number; readonly failed: number; readonly failures?: readonly string[] };
