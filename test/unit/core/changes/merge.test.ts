import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { merge } from '../../../../src/core/changes/merge';

const base = Array.from({ length: 12 }, (_, index) => `line ${index}\n`).join('');
const proposed = base.replace('line 5\n', 'generated\nmore\n');

/** The text where all fits. */
function merged(...[from, current, to]: readonly [string, string, string]): string {
  const { text, conflicts } = merge(from, current, to);
  assert.deepEqual(conflicts, []);
  return text;
}

describe('merge', () => {
  it('makes a change and keeps what was done elsewhere', () => {
    const edit = (text: string) => `top\n${text.replace('line 9\n', '')}end\n`;
    assert.equal(merged(base, edit(base), proposed), edit(proposed));
    assert.equal(merged(proposed, edit(proposed), base), edit(base));
  });

  it('makes the hunks that fit, and says where one does not and what both sides have there', () => {
    const current = base.replace('line 5\n', 'mine\n');
    assert.deepEqual(merge(base, current, proposed.replace('line 9\n', 'nine\n')), {
      text: current.replace('line 9\n', 'nine\n'),
      conflicts: [{ baseFrom: 5, baseTo: 6, ours: ['mine\n'], theirs: ['generated\n', 'more\n'] }],
    });
  });

  it('is a conflict when touching lines were changed, which covers both', () => {
    const current = base.replace('line 4\n', 'mine\n').replace('line 6\n', '');
    assert.deepEqual(merge(base, current, proposed), {
      text: current,
      conflicts: [
        {
          baseFrom: 4,
          baseTo: 7,
          ours: ['mine\n', 'line 5\n'],
          theirs: ['line 4\n', 'generated\n', 'more\n', 'line 6\n'],
        },
      ],
    });
  });

  it('is a conflict when both sides add at the same place, and not alike', () => {
    assert.deepEqual(merge('', 'mine\n', 'theirs\n').conflicts, [
      { baseFrom: 0, baseTo: 0, ours: ['mine\n'], theirs: ['theirs\n'] },
    ]);
    assert.deepEqual(merge('a\n', 'a\nmine', 'a\ntheirs\n').text, 'a\nmine');
  });

  it('makes once what both sides made alike', () => {
    const both = proposed.replace('line 9\n', '');
    assert.equal(merged(base, proposed, both), both);
    assert.equal(merged(base, both, proposed), both);
    assert.equal(merged('a\nb\n', 'a\nx\nb\n', 'a\nx\nb\n'), 'a\nx\nb\n');
  });

  it('does not mistake a repeated stretch for the changed one', () => {
    const repeated = 'a\nb\nc\n'.repeat(5);
    const generated = `${repeated}new\n${repeated}`;
    assert.equal(merged(generated, `top\n${generated}`, repeated + repeated), `top\n${repeated}${repeated}`);
  });

  it('merges 100,000 lines that both sides changed in turns', () => {
    const count = 100_000;
    const side = (which: number, word: string) =>
      Array.from({ length: count }, (_, index) => `${index % 4 === which ? word : 'line'} ${index}\n`).join('');
    const { text, conflicts } = merge(side(0, 'line'), side(0, 'mine'), side(2, 'theirs'));
    assert.equal(conflicts.length, 0);
    assert.equal(text.match(/mine|theirs/g)?.length, count / 2);
    const touching = merge(side(0, 'line'), side(0, 'mine'), side(1, 'theirs'));
    assert.equal(touching.conflicts.length, count / 4);
  });
});
