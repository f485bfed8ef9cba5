import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dollars } from '../../../../src/core/lib/dollars';

describe('an amount of money in words', () => {
  for (const [amount, words] of [
    [0, '$0.00'],
    [0.000_01, '<$0.0001'],
    [0.000_1, '$0.0001'],
    [0.001, '$0.0010'],
    [0.03, '$0.0300'],
    [0.067_84, '$0.0678'],
    [0.099_96, '$0.10'],
    [0.1, '$0.10'],
    [0.123_4, '$0.12'],
    [1.5, '$1.50'],
    [20, '$20.00'],
    [1234.5, '$1234.50'],
  ] as const) {
    it(`${amount} is ${words}`, () => assert.equal(dollars(amount), words));
  }

  it('has two decimals from ten cents on and four below, whatever the amount', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1_000_000, noNaN: true }), (amount) => {
        const [, decimals = ''] = /^<?\$\d+\.(\d+)$/.exec(dollars(amount)) ?? [];
        if (amount === 0 || amount >= 0.1) assert.equal(decimals.length, 2, dollars(amount));
        else if (amount < 0.099_9) assert.equal(decimals.length, 4, dollars(amount));
      }),
    );
  });
});
