import assert from 'node:assert/strict';
import { nextPhase } from '../../../../src/core/outline/nextPhase';
import type { PhaseRecord } from '../../../../src/core/tdflow/session';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';

describe('the next phase', () => {
  const reached = sampleRecord();
  const next = (phases: Partial<Record<'red' | 'green' | 'refactor', PhaseRecord>>) =>
    nextPhase(sampleSession({ currentComponent: 'cart', components: [sampleComponent('cart', { phases })] }));

  it('is the first writing phase of the current component that is not reached', () => {
    assert.equal(nextPhase(sampleSession()), 'red');
    assert.equal(next({}), 'red');
    assert.equal(next({ red: sampleRecord({ state: 'not-reached' }) }), 'red');
    assert.equal(next({ red: reached }), 'green');
    assert.equal(next({ red: reached, green: reached }), 'refactor');
    assert.equal(next({ red: reached, green: reached, refactor: reached }), 'refactor');
  });
});
