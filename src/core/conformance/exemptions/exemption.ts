import type { Place } from '../../errors';
import type { Glob } from '../glob';

/** Why an exemption does not hold any more, or yet. */
export type ExemptionState = 'active' | 'expired' | 'resolved' | 'under review';

/** What an exemption lets through, within its contract and checks. */
export type ExemptionScope =
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'files'; readonly patterns: readonly string[]; readonly globs: readonly Glob[] }
  | { readonly kind: 'violations'; readonly ids: readonly string[] };

/** A violation that somebody has accepted with a reason. */
export interface Exemption {
  readonly id: string;
  readonly contract: string;
  /** Ids of checks; `*` for all. */
  readonly checks: readonly string[];
  readonly reason: string;
  readonly approvedBy: string;
  /** ISO date of the last day on which it holds. */
  readonly expires: string | undefined;
  readonly state: ExemptionState;
  readonly scope: ExemptionScope;
  readonly ticket: string | undefined;
  readonly place: Place;
}
