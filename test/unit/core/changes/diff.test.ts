import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { countChanges, hunksBetween, unifiedDiff } from '../../../../src/core/changes/diff';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 20_000 : 400;
const names = { from: 'a.py', to: 'a.py' };
const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '}', '', 'x = 1'), { maxLength: 30 }), fc.boolean())
  .map(([lines, newline]) => lines.join('\n') + (newline ? '\n' : ''));

const numbered = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}\n`).join('');

describe('diff', () => {
  it('writes what people and git read', () => {
    assert.equal(
      unifiedDiff(names, '1\n2\n3\n4\n5\n6\n', '1\n2\n3\n4\nfive\n6'),
      '--- a/a.py\n+++ b/a.py\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n-6\n+five\n+6\n\\ No newline at end of file\n',
    );
    assert.equal(
      unifiedDiff({ from: undefined, to: 'a.py' }, '', 'x\n'),
      '--- /dev/null\n+++ b/a.py\n@@ -0,0 +1,1 @@\n+x\n',
    );
    assert.equal(
      unifiedDiff({ from: 'a.py', to: undefined }, 'x\n', ''),
      '--- a/a.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n',
    );
    assert.equal(unifiedDiff(names, 'x\n', 'x\n'), '');
  });

  it('counts lines', () => {
    assert.deepEqual(countChanges('1\n2\n3\n', '1\nx\ny\n3\n'), { added: 2, removed: 1 });
    assert.deepEqual(countChanges('', 'x\n'), { added: 1, removed: 0 });
    assert.deepEqual(countChanges('x\n', 'x\n'), { added: 0, removed: 0 });
  });

  it('joins near changes to one hunk and parts far ones', () => {
    const base = numbered(30, 'line');
    const near = base.replace('line 5\n', 'five\n').replace('line 11\n', 'eleven\n');
    const far = base.replace('line 5\n', 'five\n').replace('line 13\n', 'thirteen\n');
    assert.equal(hunksBetween(base, near).length, 1);
    assert.deepEqual(
      hunksBetween(base, far).map(({ oldStart, oldLines, newStart, newLines }) => [
        oldStart,
        oldLines,
        newStart,
        newLines,
      ]),
      [
        [3, 7, 3, 7],
        [11, 7, 11, 7],
      ],
    );
  });

  it('gives the new text when applied, for any two texts', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const patch = unifiedDiff(names, from, to);
        assert.equal(patch === '' ? from : applyPatch(from, patch), to);
        const counts = countChanges(from, to);
        const lines = hunksBetween(from, to).flatMap((hunk) => hunk.lines);
        assert.equal(lines.filter((line) => line.startsWith('+')).length, counts.added);
        assert.equal(lines.filter((line) => line.startsWith('-')).length, counts.removed);
      }),
      { numRuns },
    );
  });
});
