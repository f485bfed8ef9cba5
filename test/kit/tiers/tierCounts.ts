/** Numbers of tests that ran. */
export type TierCounts = { readonly passed: number; readonly failed: number };
