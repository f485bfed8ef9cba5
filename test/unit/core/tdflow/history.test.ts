import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { findGeneration, generationsOf } from '../../../../src/core/tdflow/history';
import type { AttemptRecord } from '../../../../src/core/tdflow/session';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';

const HASH = { hash: 'a'.repeat(64), mode: undefined };

function attempt(id: string, about: Partial<AttemptRecord> = {}): AttemptRecord {
  const what = { result: 'reached', summary: `about ${id}`, model: 'claude-sonnet-5-5', cost: 0.01 } as const;
  return { id, phase: 'green', at: '2026-01-01T12:00:00.000Z', ...what, ...about };
}

function entry(name: string, about: Partial<JournalEntry> = {}): JournalEntry {
  const { id } = sampleSession();
  return {
    ...{ id: `${id}.${name}`, sessionId: id, component: 'cart', phase: 'green', at: '2026-01-01T12:00:00.000Z' },
    ...{ state: 'kept', changes: [], createdFolders: [] },
    ...about,
  };
}

describe('the history of a session', () => {
  const attempts = [
    attempt('001-red-cart', { phase: 'red', cost: undefined }),
    attempt('002-green-cart', { result: 'unusable' }),
    attempt('010-green-cart'),
    attempt('011-verify-cart', { phase: 'verify' }),
  ];
  const session = sampleSession({
    components: [
      sampleComponent('cart', { attempts }),
      sampleComponent('shop', { attempts: [attempt('009-red-shop')] }),
    ],
  });
  const changes = [
    { path: 'new.py', before: undefined, after: HASH },
    { path: 'old.py', before: HASH, after: HASH },
    { path: 'gone.py', before: HASH, after: undefined },
  ];
  const entries = [
    entry('010-green-cart', { changes }),
    entry('001-red-cart', { phase: 'red', state: 'rolled-back' }),
    entry('003-green-cart', { state: 'undoing' }),
    entry('012-red-cart', { sessionId: 'tdflow_20250101_000000_000000' }),
  ];

  it('has every generation that the session or the journal knows, the newest first, by its number', () => {
    const found = generationsOf(session, entries).map(({ number, component, phase, state }) => [
      number,
      component,
      phase,
      state,
    ]);
    assert.deepEqual(found, [
      [10, 'cart', 'green', 'in place'],
      [9, 'shop', 'green', 'not in the journal'],
      [3, 'cart', 'green', 'open'],
      [2, 'cart', 'green', 'nothing written'],
      [1, 'cart', 'red', 'rolled back'],
    ]);
  });

  it('does not say that nothing was written where the journal was pruned, or is that of a clone', () => {
    const last = { journalEntry: `${session.id}.008-green-cart`, attempt: '008-green-cart' };
    const judged = [attempt('005-green-cart', { result: 'not-reached' }), attempt('008-green-cart')];
    const never = [
      attempt('006-green-cart', { result: 'rejected' }),
      attempt('007-green-cart', { result: 'unusable' }),
    ];
    const about = { attempts: [...judged, ...never], phases: { green: sampleRecord(last) } };
    const pruned = sampleSession({ components: [sampleComponent('cart', about)] });
    const states = (given: typeof pruned) => generationsOf(given, []).map(({ number, state }) => [number, state]);
    assert.deepEqual(states(pruned), [
      [8, 'not in the journal'],
      [7, 'nothing written'],
      [6, 'nothing written'],
      [5, 'not in the journal'],
    ]);
    const green = sampleRecord({ ...last, journalEntry: undefined });
    const judgedOnly = sampleSession({ components: [sampleComponent('cart', { ...about, phases: { green } })] });
    assert.deepEqual(states(judgedOnly)[0], [8, 'nothing written']);
  });

  it('says of each what it did to which file, and what it came to', () => {
    const [newest, , forgotten] = generationsOf(session, entries);
    assert.deepEqual(newest?.files, [
      { path: 'new.py', change: 'created' },
      { path: 'old.py', change: 'modified' },
      { path: 'gone.py', change: 'deleted' },
    ]);
    assert.deepEqual(newest?.record, attempts[2]);
    assert.equal(newest?.entry, entries[0]);
    assert.equal(forgotten?.record, undefined);
  });

  it('finds one by its number, with zeros before it or not, and by its folder', () => {
    const generations = generationsOf(session, entries);
    for (const named of ['10', '010', '010-green-cart']) assert.equal(findGeneration(generations, named)?.number, 10);
    for (const named of ['11', '', '0', 'green', '-1', '012'])
      assert.equal(findGeneration(generations, named), undefined);
  });
});
