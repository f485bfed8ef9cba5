import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatMoney } from '../src/money.js';

describe('formatMoney', () => {
  it('writes cents with two digits', () => {
    assert.equal(formatMoney(1205), '12.05');
  });

  it('refuses fractions of a cent', () => {
    assert.throws(() => formatMoney(0.5), RangeError);
  });
});
