import type { TestReason } from './verdict';

/** What a person accepts although RED does not: a single test, or that a method or a requirement is proven by no test. */
export interface WaiverTarget {
  readonly kind: 'test' | 'symbol' | 'requirement';
  /** The test's id, `Cart.add`, or `FR-001`. */
  readonly name: string;
}

/** Where the oracle weighs a test's worth, a person may weigh it otherwise; what a run has shown is nobody's opinion. */
export const WAIVABLE_REASONS: ReadonlySet<TestReason> = new Set([
  'vacuous',
  'asserts-nothing',
  'asserts-on-mocks',
  'independent',
]);

/** A person's word that stands against the oracle's. */
export interface Waiver {
  readonly component: string;
  readonly target: WaiverTarget;
  /** Why, in the person's own words; never blank. */
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  /** The test files as they were then: for another text it is not given. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
}

/** The person's word about this, if there is one. */
export function waiverOf(waivers: readonly Waiver[], { kind, name }: WaiverTarget): Waiver | undefined {
  return waivers.find(({ target }) => target.kind === kind && target.name === name);
}
