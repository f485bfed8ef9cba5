import assert from 'node:assert/strict';
import { foldCase } from '../../../../src/core/workspace/foldCase';

describe('foldCase', () => {
  it('makes one of names that are one file where letter case does not count', () => {
    for (const [one, other] of [
      ['src/Cart.py', 'SRC/cart.PY'],
      ['package.j\u017fon', 'package.json'],
      ['jest.con\ufb01g.js', 'jest.config.js'],
      ['Stra\u00dfe.md', 'STRASSE.md'],
      ['caf\u00c9.py', 'cafe\u0301.py'],
      ['\u212aart.py', 'kart.py'],
    ] as const) {
      assert.equal(foldCase(one), foldCase(other), one);
    }
  });

  it('keeps names apart that are two files everywhere', () => {
    for (const [one, other] of [
      ['cart.py', 'card.py'],
      ['cafe.py', 'caf\u00e9.py'],
      ['a2.py', 'a\u00b2.py'],
      ['src/a.py', 'src_a.py'],
    ] as const) {
      assert.notEqual(foldCase(one), foldCase(other), one);
    }
  });
});
