import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Edit } from '../../../../src/core/changes/edit';
import { editsBetween, linesOf } from '../../../../src/core/changes/lineDiff';
import { merge } from '../../../../src/core/changes/merge';
import { Reached } from '../../../kit/reached';
import type { Replacement } from './applyEdits';
import { applyEdits, replacements } from './applyEdits';
import { changedBy, numRuns } from './editedTexts';

describe('merge, for any base and two changes of it', () => {
  it('makes every hunk that touches none of the other side, and leaves the rest as it is', () => {
    const reached = new Reached([
      'both changed, all fits',
      'some fits, some does not',
      'nothing fits',
      'made alike',
      'two conflicts',
      'conflict of touching hunks',
      'conflict at an unfinished last line',
    ]);
    fc.assert(
      fc.property(changedBy(2), ({ base, changed: [current = '', proposed = ''] }) => {
        const [lines, ours, theirs] = [linesOf(base), linesOf(current), linesOf(proposed)];
        const [made, wanted] = [editsBetween(lines, ours), editsBetween(lines, theirs)];
        const fitting = wanted.filter((edit) => !made.some((other) => isTouching(edit, other)));
        const { text, conflicts } = merge(base, current, proposed);
        assert.deepEqual(
          linesOf(text),
          applyEdits(lines, [...replacements(made, ours), ...replacements(fitting, theirs)]),
        );
        const some = conflicts.length > 0;
        reached.add({
          'both changed, all fits': !some && fitting.length > 0 && made.length > 0,
          'some fits, some does not': some && fitting.length > 0,
          'nothing fits': some && fitting.length === 0,
          'made alike': replacements(wanted, theirs).some((one) =>
            replacements(made, ours).some((other) => isSame(one, other)),
          ),
          'two conflicts': conflicts.length > 1,
          'conflict of touching hunks':
            some && !wanted.some((edit) => made.some((other) => isOverlapping(edit, other))),
          'conflict at an unfinished last line': conflicts.some(
            ({ theirs: [...own] }) => own.at(-1)?.endsWith('\n') === false,
          ),
        });
        for (const { baseFrom, baseTo, ours: here, theirs: there } of conflicts) {
          assert.ok(baseFrom <= baseTo && baseTo <= lines.length);
          assert.notDeepEqual(here, there);
          assert.ok(current.includes(here.join('')) && text.includes(here.join('')));
          assert.ok(proposed.includes(there.join('')));
        }
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('gives the other side where one changed nothing, and either where both changed alike', () => {
    fc.assert(
      fc.property(changedBy(1), ({ base, changed: [text = ''] }) => {
        for (const [current, proposed] of [
          [base, text],
          [text, base],
          [text, text],
        ] as const) {
          assert.deepEqual(merge(base, current, proposed), { text, conflicts: [] });
        }
      }),
      { numRuns: numRuns / 2 },
    );
  });

  it('is the same from both sides, and where not all fits each keeps its own', () => {
    fc.assert(
      fc.property(changedBy(2), ({ base, changed: [one = '', other = ''] }) => {
        const [there, back] = [merge(base, one, other), merge(base, other, one)];
        assert.deepEqual(
          back.conflicts,
          there.conflicts.map(({ ours, theirs, ...place }) => ({ ...place, ours: theirs, theirs: ours })),
        );
        if (there.conflicts.length === 0) assert.equal(back.text, there.text);
      }),
      { numRuns: numRuns / 2 },
    );
  });

  it('takes a generation back and keeps every line that the user typed since, in order', () => {
    const reached = new Reached(['typed lines, all taken back', 'typed into the generation', 'deleted too']);
    const typing = fc.array(fc.tuple(fc.noBias(fc.nat(100)), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(changedBy(1), typing, ({ base: original, changed: [generated = ''] }, strokes) => {
        const current = [...linesOf(generated)];
        // A line typed after one that has no end would be a change of that one.
        if (current.length > 0 && current.at(-1)?.endsWith('\n') === false) current.push(`${current.pop()}\n`);
        for (const [index, [where, isDeleting]] of strokes.entries()) {
          const at = Math.round((where / 100) * current.length);
          const isOwn = current[at]?.startsWith('typed') === true;
          current.splice(at, isDeleting && !isOwn ? 1 : 0, `typed ${index}\n`);
        }
        const typed = current.filter((line) => line.startsWith('typed'));
        const { text, conflicts } = merge(generated, current.join(''), original);
        assert.deepEqual(
          linesOf(text).filter((line) => line.startsWith('typed')),
          typed,
        );
        const isChanged = original !== generated;
        reached.add({
          'typed lines, all taken back': isChanged && conflicts.length === 0,
          'typed into the generation': conflicts.length > 0,
          'deleted too': isChanged && strokes.some(([, isDeleting]) => isDeleting),
        });
      }),
      { numRuns },
    );
    reached.assertAll();
  });
});

function isSame(one: Replacement, other: Replacement): boolean {
  const { oldFrom, oldTo } = other.edit;
  return one.edit.oldFrom === oldFrom && one.edit.oldTo === oldTo && one.lines.join('') === other.lines.join('');
}

function isTouching(edit: Edit, other: Edit): boolean {
  return edit.oldFrom <= other.oldTo && other.oldFrom <= edit.oldTo;
}

function isOverlapping(edit: Edit, other: Edit): boolean {
  return edit.oldFrom < other.oldTo && other.oldFrom < edit.oldTo;
}
