import type { Assertion } from '../testContract';
import type { DemandChange } from './compareDemands';
import { compareDemands } from './compareDemands';
import { difference } from './difference';
import { quote } from './quote';

export interface AssertionChange extends DemandChange {
  /** In the new text; in the old one for what is gone. */
  readonly line: number;
}

/** Below this share of common words two assertions have nothing to do with each other. */
const RELATED = 0.34;

/** What became of a list of assertions. */
export function compareAssertions(
  before: readonly Assertion[],
  after: readonly Assertion[],
): readonly AssertionChange[] {
  const { gone, come, kept } = difference(before, after, ({ text }) => text);
  const changes: AssertionChange[] = [];
  const { pairs, left, added } = pairUp(gone, come);
  for (const [old, now] of [...kept, ...pairs]) {
    const change = compareDemands(old, now);
    if (change !== undefined) changes.push({ ...change, line: now.line });
  }
  for (const old of left) {
    const detail = `it no longer asserts ${quote(old.text)}`;
    changes.push({ kind: 'assertion-removed', weakens: true, detail, line: old.line });
  }
  for (const now of added) {
    changes.push({
      kind: 'test-changed',
      weakens: false,
      detail: `it also asserts ${quote(now.text)}`,
      line: now.line,
    });
  }
  return changes;
}

const MOST_PAIRS = 40_000;
const NONE: ReadonlySet<string> = new Set();

/** Finds for each assertion that is gone the one that came in its place. */
function pairUp(
  gone: readonly Assertion[],
  come: readonly Assertion[],
): {
  readonly pairs: readonly (readonly [Assertion, Assertion])[];
  readonly left: readonly Assertion[];
  readonly added: readonly Assertion[];
} {
  const words = new Map([...gone, ...come].map((assertion) => [assertion, wordsOf(assertion)]));
  const isMany = gone.length * come.length > MOST_PAIRS;
  const candidates = gone.flatMap((old, at) =>
    // Of very many each is held against those at its own place only.
    (isMany ? come.slice(at, at + 1) : come).map((now) => ({
      ...{ old, now, distance: Math.abs(at - come.indexOf(now)) },
      score: likeness(words.get(old) ?? NONE, words.get(now) ?? NONE),
    })),
  );
  candidates.sort((a, b) => b.score - a.score || a.distance - b.distance);
  const pairs: [Assertion, Assertion][] = [];
  const taken = new Set<Assertion>();
  for (const { old, now, score } of candidates) {
    if (score < RELATED || taken.has(old) || taken.has(now)) continue;
    pairs.push([old, now]);
    taken.add(old).add(now);
  }
  const isLeft = (assertion: Assertion) => !taken.has(assertion);
  return { pairs, left: gone.filter(isLeft), added: come.filter(isLeft) };
}

const WORD = /[\p{L}\p{N}_$]+/gu;
/** Words of nearly every assertion say nothing about what it looks at. */
const COMMON = /^(assert\w*|expect|self|t|require|pytest|with|to|be|not|is|in|and|toBe|toEqual|equal|await)$/i;

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length;
  const fewer = Math.min(a.size, b.size);
  if (fewer === 0) return a.size === b.size ? 0.5 : 0;
  return (common / fewer + common / Math.max(a.size, b.size)) / 2;
}

function wordsOf({ text }: Assertion): ReadonlySet<string> {
  return new Set((text.match(WORD) ?? []).filter((word) => !COMMON.test(word)));
}
