import assert from 'node:assert/strict';
import { historyOutline } from '../../../../src/core/outline/historyOutline';
import type { Generation } from '../../../../src/core/tdflow/history';

const GENERATION: Generation = {
  ...{ number: 3, attempt: '003-green-cart', component: 'cart', phase: 'green', at: '2026-01-02T03:04:05.678Z' },
  record: {
    ...{ id: '003-green-cart', phase: 'green', at: '2026-01-02T03:04:05.678Z', result: 'reached' },
    ...{ summary: '3 tests pass.', model: 'claude', cost: 0.0123 },
  },
  files: [{ path: 'src/cart.py', change: 'modified' }],
  state: 'in place',
  entry: { id: 'session.003-green-cart' } as Generation['entry'],
};

const rowOf = (about: Partial<Generation> = {}) => {
  const [row] = historyOutline([{ ...GENERATION, ...about }]);
  assert.ok(row);
  return row;
};

describe('rows of the history', () => {
  it('say what was generated, when, by whom and for how much, and whether it is in place', () => {
    const row = rowOf();
    assert.equal(row.label, '3 GREEN of cart');
    assert.equal(row.description, 'in place · $0.0123 · 2026-01-02 03:04');
    assert.equal(row.detail, '3 tests pass.\n2026-01-02T03:04:05.678Z, claude, $0.0123');
    assert.equal(row.state, 'reached');
    assert.deepEqual(row.target, { kind: 'generation', number: 3 });
  });

  it('lead to what became of each file', () => {
    const [file] = rowOf().children;
    assert.deepEqual(
      [file?.label, file?.description, file?.target],
      ['src/cart.py', 'modified', { kind: 'applied', journalEntry: 'session.003-green-cart', path: 'src/cart.py' }],
    );
  });

  it('offer to take back what is in place, and what came after', () => {
    assert.deepEqual(rowOf().actions, ['rollBackGeneration', 'rollBackTo']);
    for (const state of ['rolled back', 'nothing written', 'open'] as const) {
      assert.deepEqual(rowOf({ state }).actions, ['rollBackTo'], state);
    }
    assert.equal(rowOf({ state: 'rolled back' }).state, 'rejected');
  });
});
