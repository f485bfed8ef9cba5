import assert from 'node:assert/strict';
import { inCell, linkInCell } from '../../../../src/core/lib/markdown';

describe('text of others in Markdown', () => {
  it('is cut where it is long, and never between a sign and the mark that makes it a plain one', () => {
    for (let length = 395; length <= 401; length += 1) {
      const link = linkInCell(`${'a'.repeat(length)}[<*`, 'src/a.py');
      assert.match(link, /^\[a+(?:\\[[<*])*\]\(src\/a\.py\)$/);
      assert.doesNotMatch(inCell(`${'a'.repeat(length)}||`), /(?<!\\)\|/);
    }
    assert.equal(inCell('a'.repeat(401)), 'a'.repeat(400));
  });
});
