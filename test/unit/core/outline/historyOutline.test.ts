import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/core/apply/journal';
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

  it('have documents among them by their time, taken back as a whole', () => {
    const documents = (id: string, at: string, state: Generation['state']) => ({
      entry: { id, at, component: 'SPARC documents', phase: 'documents' } as JournalEntry,
      files: [{ path: 'architecture/Architecture.md', change: 'created' as const }],
      state,
    });
    const older = { ...GENERATION, number: 2, attempt: '002-red-cart', at: '2026-01-02T02:00:00.000Z' };
    const rows = historyOutline(
      [GENERATION, older],
      [
        documents('c', '2026-01-02T03:30:00.000Z', 'in place'),
        documents('b', '2026-01-02T02:30:00.000Z', 'rolled back'),
        documents('a', '2026-01-01T02:30:00.000Z', 'in place'),
      ],
    );
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['history/c', 'history/003-green-cart', 'history/b', 'history/002-red-cart', 'history/a'],
    );
    const [newest, , undone] = rows;
    assert.deepEqual(
      [newest?.label, newest?.description, newest?.state, newest?.actions, newest?.target],
      [
        ...['SPARC documents', 'in place · 2026-01-02 03:30', 'accepted', ['rollBackGeneration']],
        { kind: 'documents', journalEntry: 'c' },
      ],
    );
    const [file] = newest?.children ?? [];
    const target = { kind: 'applied', journalEntry: 'c', path: 'architecture/Architecture.md' };
    assert.deepEqual([file?.label, file?.description, file?.target], [target.path, 'created', target]);
    assert.deepEqual([undone?.state, undone?.actions], ['rejected', []]);
  });
});
