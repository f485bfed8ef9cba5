import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Edit } from '../../../../src/core/changes/edit';
import { editsBetween, linesOf } from '../../../../src/core/changes/lineDiff';
import { takeEdits } from '../../../../src/core/changes/takeEdits';
import { Reached } from '../../../kit/reached';
import { applyEdits, replacements } from './applyEdits';
import { changedBy, numRuns } from './editedTexts';

const reached = new Reached([
  'identical',
  'from empty',
  'to empty',
  'no final newline',
  'final newline changed',
  'mixed line ends',
  'all lines equal',
  'repeated lines',
  'moved block',
  'inserted at the start',
  'inserted at the end',
  'deleted at the start',
  'deleted at the end',
  'nothing in common',
  'three edits',
  'large gap',
]);

describe('editsBetween and takeEdits, for any two texts', () => {
  it('gives ordered edits with unchanged lines between them, which make the one text of the other, and back', () => {
    fc.assert(
      fc.property(changedBy(1), ({ base, changed: [text = ''], moved }) => {
        const [from, to] = [linesOf(base), linesOf(text)];
        const edits = editsBetween(from, to);
        reached.add({ ...classesOf(edits, from, to), 'moved block': moved && edits.length > 1 });
        assert.equal(from.join(''), base);
        let [oldAt, newAt] = [-1, -1];
        for (const { oldFrom, oldTo, newFrom, newTo } of edits) {
          assert.ok(oldFrom > oldAt && newFrom > newAt, 'neighbours touch');
          assert.ok(oldTo > oldFrom || newTo > newFrom, 'an edit of nothing');
          [oldAt, newAt] = [oldTo, newTo];
        }
        assert.deepEqual(applyEdits(from, replacements(edits, to)), to);
        assert.deepEqual(applyEdits(to, replacements(edits.map(reversed), from)), from);
        assert.deepEqual(editsBetween(from, to), edits, 'not the same each time');
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('makes any part of the edits, and the rest of them after that', () => {
    fc.assert(
      fc.property(
        changedBy(1),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
        ({ base, changed: [text = ''] }, mask) => {
          const takes = (_: Edit, index: number) => mask[index % mask.length] === true;
          const [from, to] = [linesOf(base), linesOf(text)];
          const edits = replacements(editsBetween(from, to), to);
          const [taken, left] = [true, false].map((wanted) =>
            edits.filter(({ edit }, index) => takes(edit, index) === wanted),
          );
          const part = takeEdits(base, text, takes);
          assert.deepEqual(linesOf(part), applyEdits(from, taken ?? []));
          const rest = (left ?? []).map(({ edit, lines }) => ({ edit: after(edit, taken ?? []), lines }));
          assert.deepEqual(applyEdits(linesOf(part), rest), to);
          assert.equal(
            takeEdits(base, text, () => true),
            text,
          );
          assert.equal(
            takeEdits(base, text, () => false),
            base,
          );
        },
      ),
      { numRuns },
    );
  });
});

function classesOf(edits: readonly Edit[], from: readonly string[], to: readonly string[]) {
  const [first, last] = [edits[0], edits.at(-1)];
  const isOpen = (lines: readonly string[]) => lines.length > 0 && lines.at(-1)?.endsWith('\n') === false;
  const crlf = from.filter((line) => line.endsWith('\r\n')).length;
  const kept = from.length - edits.reduce((sum, edit) => sum + edit.oldTo - edit.oldFrom, 0);
  return {
    identical: edits.length === 0,
    'from empty': from.length === 0 && to.length > 0,
    'to empty': to.length === 0 && from.length > 0,
    'no final newline': isOpen(from) && isOpen(to),
    'final newline changed': isOpen(from) !== isOpen(to),
    'mixed line ends': crlf > 0 && crlf < from.length - 1 && edits.length > 0,
    'all lines equal': from.length > 2 && new Set(from).size === 1 && edits.length > 0,
    'repeated lines': new Set(from).size < from.length / 2 && edits.length > 1,
    'inserted at the start': first?.oldTo === 0 && from.length > 0,
    'inserted at the end': last?.oldFrom === from.length && from.length > 0,
    'deleted at the start': first?.newTo === 0 && to.length > 0,
    'deleted at the end': last?.newFrom === to.length && to.length > 0,
    'nothing in common': kept === 0 && from.length > 1 && to.length > 1,
    'three edits': edits.length > 2,
    'large gap': edits.some((edit, index) => edit.oldFrom - (edits[index - 1]?.oldTo ?? edit.oldFrom) > 50),
  };
}

function reversed({ oldFrom, oldTo, newFrom, newTo }: Edit): Edit {
  return { oldFrom: newFrom, oldTo: newTo, newFrom: oldFrom, newTo: oldTo };
}

/** Where an edit stands once those before it were made. */
function after(edit: Edit, made: ReturnType<typeof replacements>): Edit {
  const by = made
    .filter((other) => other.edit.oldTo <= edit.oldFrom)
    .reduce((sum, { edit: { oldFrom, oldTo }, lines }) => sum + lines.length - (oldTo - oldFrom), 0);
  return { ...edit, oldFrom: edit.oldFrom + by, oldTo: edit.oldTo + by };
}
