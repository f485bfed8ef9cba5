import type { Sight } from './fileReading';

/** Looks at nothing but plain values. */
export const PLAIN: Sight = { mocks: false, other: false, names: [] };
/** Looks at a mock that the function made. */
export const MOCK: Sight = { mocks: true, other: false, names: [] };
/** Looks at something that may be anything. */
export const OTHER: Sight = { mocks: false, other: true, names: [] };

/** What several expressions look at together. */
export function together(sights: readonly Sight[]): Sight {
  return {
    mocks: sights.some((sight) => sight.mocks),
    other: sights.some((sight) => sight.other),
    names: [...new Set(sights.flatMap((sight) => sight.names))],
  };
}

/** What a value is, as far as the function itself tells. */
export function natureOf({ mocks, other, names }: Sight): 'mock' | 'plain' | 'other' {
  if (other || names.length > 0) return 'other';
  return mocks ? 'mock' : 'plain';
}
