import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { matchLines } from '../../../../../src/core/lib/lineMatch/matchLines';

const match = (a: string, b: string) => [...matchLines([...a], [...b])];

describe('matchLines', () => {
  it('matches starts, ends, and what is unique between', () => {
    assert.deepEqual(match('abc', 'abc'), [0, 1, 2]);
    assert.deepEqual(match('abc', 'abxc'), [0, 1, -1, 2]);
    assert.deepEqual(match('', 'ab'), [-1, -1]);
    assert.deepEqual(match('ab', ''), []);
    assert.deepEqual(match('abcde', 'xbyd'), [-1, 1, -1, 3]);
    assert.deepEqual(match('1}2}3}', '0}2}4}'), [-1, 1, 2, 3, -1, 5]);
  });

  it('gives rising indexes of equal lines, for any two texts', () => {
    const text = fc.array(fc.constantFrom(...'abcdefgh}'), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        let last = -1;
        for (const [bIndex, aIndex] of matchLines(a, b).entries()) {
          if (aIndex < 0) continue;
          assert.ok(aIndex > last);
          assert.equal(a[aIndex], b[bIndex]);
          last = aIndex;
        }
      }),
    );
  });
});
