import type { Assertion, Tolerance } from './testContract';

/** How much something asks for. */
export interface Demand {
  readonly strength: Assertion['strength'];
  readonly tolerances: readonly Tolerance[];
}

export const EXACT: Demand = { strength: 'exact', tolerances: [] };
export const BOUNDED: Demand = { strength: 'bounded', tolerances: [] };
export const WEAK: Demand = { strength: 'weak', tolerances: [] };

const RANK = { weak: 0, bounded: 1, exact: 2 } as const;

/** Whether the first asks for less than the second. */
export function isWeaker(one: Assertion['strength'], other: Assertion['strength']): boolean {
  return RANK[one] < RANK[other];
}

/** Either of the two is enough. */
export function eitherOf(one: Demand, other: Demand): Demand {
  const weaker = isWeaker(one.strength, other.strength) ? one : other;
  return { ...weaker, strength: weaker.strength === 'weak' ? 'weak' : 'bounded' };
}

/** An upper or a lower bound of something. A bound that may be met lets a little more pass. */
export function bound(
  operator: string,
  subject: string,
  limit: { readonly value: number; readonly text: string },
): Demand {
  const isUpper = operator.startsWith('<');
  const rim = operator.endsWith('=') ? Math.max(1, Math.abs(limit.value)) * 1e-12 : 0;
  const name = `${isUpper ? 'below' : 'above'} ${subject}`;
  const value = (isUpper ? limit.value : -limit.value) + rim;
  return { strength: 'bounded', tolerances: [{ name, value, text: `${operator} ${limit.text}` }] };
}
