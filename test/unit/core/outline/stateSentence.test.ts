import assert from 'node:assert/strict';
import { stateSentence } from '../../../../src/core/outline/stateSentence';
import type { AttemptRecord } from '../../../../src/core/tdflow/session';
import { sampleComponent, sampleRecord } from '../../../kit/sampleSession';

const tried = (about: Partial<AttemptRecord>): AttemptRecord => ({
  id: '002-green-cart',
  phase: 'green',
  at: '2026-01-01T12:00:00.000Z',
  result: 'not-reached',
  summary: '2 of 5 tests do not pass.',
  model: 'recorded',
  cost: undefined,
  ...about,
});
const red = sampleRecord({ summary: '2 tests fail, each for the right reason.' });

describe('the state of a component in one sentence', () => {
  for (const [what, component, sentence] of [
    ['not begun', sampleComponent('cart'), 'pending'],
    [
      'a phase reached',
      sampleComponent('cart', { phases: { red }, attempts: [tried({ phase: 'red', result: 'reached' })] }),
      'RED reached: 2 tests fail, each for the right reason.',
    ],
    [
      'attempts that failed since, counted',
      sampleComponent('cart', { phases: { red }, attempts: [tried({ phase: 'red' }), tried({}), tried({})] }),
      'GREEN failed 2 times, last: 2 of 5 tests do not pass.',
    ],
    [
      'an attempt that failed after a proposal that the user rejected, which was no failure',
      sampleComponent('cart', { phases: { red }, attempts: [tried({}), tried({ result: 'rejected' }), tried({})] }),
      'GREEN failed 2 times, last: 2 of 5 tests do not pass.',
    ],
    [
      'a claimed contradiction',
      sampleComponent('cart', { attempts: [tried({ result: 'contradiction', summary: 'a and b.' })] }),
      'GREEN waits for your decision: a and b.',
    ],
    [
      'a record of another tool or an older version, with no attempts',
      sampleComponent('cart', { phases: { red, green: sampleRecord({ state: 'not-reached', summary: 'It fails.' }) } }),
      'GREEN not reached: It fails.',
    ],
  ] as const) {
    it(`says of ${what}: ${sentence}`, () => assert.equal(stateSentence(component), sentence));
  }
});
