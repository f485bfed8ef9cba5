import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { whatToPrune } from '../../../../src/core/apply/whatToPrune';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const MB = 1024 * 1024;

type Given = readonly [
  id: string,
  component: string,
  daysAgo: number,
  megabytes: number,
  state?: JournalEntry['state'],
];

function prune(...given: readonly Given[]): readonly string[] {
  const entries = given.map(([id, component, daysAgo, megabytes, state = 'kept']) => {
    const at = new Date(NOW.getTime() - daysAgo * 86_400_000).toISOString();
    const about = { sessionId: 's', phase: 'green', changes: [], createdFolders: [] } as const;
    return { entry: { ...about, id, component, at, state }, bytes: megabytes * MB };
  });
  return whatToPrune(entries, NOW);
}

describe('what the journal forgets', () => {
  it('is what is older than 90 days, kept or rolled back', () => {
    assert.deepEqual(prune(['a', 'cart', 91, 1], ['b', 'cart', 89, 1], ['c', 'cart', 1, 1]), ['a']);
    assert.deepEqual(prune(['a', 'cart', 91, 1, 'rolled-back'], ['b', 'cart', 1, 1]), ['a']);
  });

  it('is never the newest of a component, however old and large', () => {
    assert.deepEqual(prune(['a', 'cart', 400, 300], ['b', 'shop', 300, 300]), []);
    assert.deepEqual(prune(['a', 'cart', 400, 300], ['b', 'cart', 300, 300]), ['a']);
  });

  it('is never an open one', () => {
    for (const state of ['intent', 'applied', 'undoing'] as const) {
      assert.deepEqual(prune(['a', 'cart', 400, 300, state], ['b', 'cart', 1, 1]), [], state);
    }
  });

  it('is the oldest while all together take more than 200 MB, and no more than that', () => {
    const given: readonly Given[] = [
      ['new', 'cart', 1, 80],
      ['old', 'cart', 30, 30],
      ['older', 'cart', 40, 80],
      ['oldest', 'cart', 50, 30],
    ];
    assert.deepEqual(prune(...given), ['oldest']);
    assert.deepEqual(prune(...given, ['shop', 'shop', 60, 40]), ['oldest', 'older']);
    assert.deepEqual(prune(...given.slice(0, 3)), []);
  });
});
