import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { countChanges, hunksBetween, reapply, unifiedDiff } from '../../../../src/core/changes/diff';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const numRuns = SOAK ? 20_000 : 400;
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

  it('gives the new text when applied, and finds what stayed, in texts past the limit of a minimal comparison', () => {
    const count = SOAK ? 100_000 : 10_000;
    const lines = Array.from({ length: count }, (_, index) => `line ${index}`);
    const changed = lines.flatMap((line, index) => (index % 3 === 0 ? [`new ${index}`, '}'] : [line]));
    const [from, to] = [`${lines.join('\n')}\n`, `${changed.join('\n')}\n`];
    assert.equal(applyPatch(from, unifiedDiff(names, from, to)), to);
    assert.equal(countChanges(from, to).removed, Math.ceil(count / 3));
    const rewritten = numbered(count, 'other');
    assert.deepEqual(countChanges(from, rewritten), { added: count, removed: count });
    assert.equal(reapply(rewritten, rewritten, from), from);
  });

  it('is quick on 10,000 changed lines of few kinds', () => {
    const from = Array.from({ length: 10_000 }, (_, index) => `${(index * 7) % 13}\n`).join('');
    const to = Array.from({ length: 10_000 }, (_, index) => `${(index * 5) % 11}\n`).join('');
    assert.equal(applyPatch(from, unifiedDiff(names, from, to)), to);
  });
});

describe('reapply', () => {
  const before = numbered(12, 'line');
  const after = before.replace('line 5\n', 'generated\nmore\n');

  it('takes a change back and keeps what was done since elsewhere', () => {
    const current = `top\n${after.replace('line 9\n', '')}end\n`;
    assert.equal(reapply(current, after, before), `top\n${before.replace('line 9\n', '')}end\n`);
  });

  it('is a conflict when the same or neighbouring lines were changed since', () => {
    assert.equal(reapply(after.replace('more\n', 'mine\n'), after, before), undefined);
    assert.equal(reapply(after.replace('line 4\n', 'mine\n'), after, before), undefined);
    assert.equal(reapply(after.replace('more\n', 'more\nmine\n'), after, before), undefined);
    assert.equal(reapply('something else\n', after, before), undefined);
  });

  it('does not mistake a repeated stretch for the changed one', () => {
    const repeated = 'a\nb\nc\n'.repeat(5);
    const generated = `${repeated}new\n${repeated}`;
    const original = repeated + repeated;
    assert.equal(reapply(`top\n${generated}`, generated, original), `top\n${original}`);
    // Here the line may as well have been added right above the change: nobody can know.
    assert.equal(reapply(`a\nb\nc\n${generated}`, generated, original), undefined);
  });

  it('is content when the change is taken back already', () => {
    assert.equal(reapply(before, after, before), before);
  });

  it('undoes any change that nobody touched, and keeps any that came without one', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        assert.equal(reapply(to, to, from), from);
        assert.equal(reapply(from, to, to), from);
        assert.equal(reapply(from, to, from), from);
      }),
      { numRuns },
    );
  });

  it('gives the same from both sides, or a conflict on both', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        assert.equal(reapply(mine, base, theirs), reapply(theirs, base, mine));
      }),
      { numRuns },
    );
  });
});
