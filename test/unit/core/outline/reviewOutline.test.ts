import assert from 'node:assert/strict';
import type { ChangeSet, ProposedFile } from '../../../../src/core/changes/changeSet';
import type { Activity } from '../../../../src/core/outline/outline';
import { reviewOutline } from '../../../../src/core/outline/reviewOutline';
import type { Row } from '../../../../src/core/outline/row';
import type { Review } from '../../../../src/core/review/review';
import { change, edit } from '../../../../src/core/review/review';
import type { Decision } from '../../../../src/core/review/reviewedFile';
import { chooseHunk, decideHunk } from '../../../../src/core/review/reviewedFile';
import { checked } from '../../../kit/checked';
import { baseText, hunkKey, proposedFile, reviewOf } from '../../../kit/sampleReview';

const NO_CHANGES: ChangeSet = { files: [], explanation: '', unchanged: [], notes: [], incomplete: [] };

function activity(about: Partial<Activity>): Activity {
  return {
    ...{ component: 'cart', phase: 'red', step: 'waiting', omitted: [], nextSteps: undefined },
    ...{ changes: about.review?.changes, review: undefined },
    ...about,
  };
}

const streaming = (...files: ProposedFile[]) => reviewOutline(activity({ changes: { ...NO_CHANGES, files } }));
const reviewing = (review: Review) => reviewOutline(activity({ review }));
const rows = (files: readonly ProposedFile[], decisions?: readonly Decision[]) =>
  decisions === undefined ? streaming(...files) : reviewing(reviewOf(files, decisions));
const all = (list: readonly Row[]): readonly Row[] => list.flatMap((row) => [row, ...all(row.children)]);

describe('rows of a review', () => {
  it('can be decided only while the user is asked, and to something else', () => {
    assert.deepEqual(rows([proposedFile('a.py')])[0]?.actions, []);
    const files = [proposedFile('a.py'), proposedFile('b.py'), proposedFile('c.py')];
    assert.deepEqual(
      rows(files, ['pending', 'accepted', 'rejected']).map((row) => [row.state, row.actions]),
      [
        ['ready', ['accept', 'reject', 'rejectWithReason']],
        ['accepted', ['reject', 'rejectWithReason']],
        ['rejected', ['accept']],
      ],
    );
  });

  it('tell how much changes, what else is done to them, and their protection', () => {
    const described = rows(
      [
        proposedFile('a.py'),
        proposedFile('b.py', { action: 'delete', text: '' }),
        proposedFile('package.json', { protected: true }),
        proposedFile('d.py', { state: 'streaming' }),
      ],
      undefined,
    ).map((row) => [row.description, row.state]);
    assert.deepEqual(described, [
      ['+2 -0', 'ready'],
      ['delete · +0 -0', 'ready'],
      ['+2 -0 · protected', 'ready'],
      ['+2 -0', 'running'],
    ]);
  });

  it('that are renamed say where to', async () => {
    const to = await checked('src/new.py');
    const [row] = rows([
      proposedFile('src/old.py', {
        action: 'rename',
        to,
        base: baseText('a\nb\n'),
      }),
    ]);
    assert.equal(row?.description, 'rename to src/new.py · +0 -0');
  });

  it('that are refused say why, lead nowhere and cannot be accepted', () => {
    const [row] = rows([proposedFile('../evil.py', { refusal: { kind: 'path', detail: 'leads out' } })], ['rejected']);
    assert.deepEqual(
      [row?.state, row?.description, row?.actions, row?.target],
      ['refused', 'refused: leads out', [], undefined],
    );
  });

  it('gives each row an id of its own, whatever is named twice', () => {
    const files = [proposedFile('a.py'), proposedFile('a.py')];
    const ids = all(streaming(...files, ...files)).map((row) => row.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('have a badge for what was found in them, and a row that leads to its place, while others still stream', () => {
    const checks = [
      { kind: 'syntax', weight: 'warning', line: 3, detail: 'tree-sitter finds an error at `)`' },
      { kind: 'runs-code', weight: 'note', line: undefined, detail: 'it runs on every npm install' },
    ] as const;
    const [row] = streaming(proposedFile('a.py', { checks }), proposedFile('b.py', { state: 'streaming' }));
    assert.equal(row?.description, '+2 -0 · syntax error?');
    assert.deepEqual(
      row?.children.map(({ label, target }) => [label, target]),
      [
        ['line 3: tree-sitter finds an error at `)`', { kind: 'proposal', name: 'a.py', line: 3 }],
        ['it runs on every npm install', { kind: 'proposal', name: 'a.py' }],
      ],
    );
  });

  describe('changes in a file', () => {
    const base = baseText('one\ntwo\nthree\nfour\nfive\n');
    const proposed = proposedFile('a.py', { base, text: 'one\n2\nthree\nfour\n5\nsix\n' });
    const open = reviewOf([proposed]);
    const hunks = (review: Review) => reviewing(review)[0]?.children ?? [];
    const key = ({ files: [file] }: Review, index: number) => {
      assert.ok(file);
      return hunkKey(file, index);
    };

    it('are rows with a check box, what they do, and their place in the proposal', () => {
      assert.deepEqual(
        hunks(open).map(({ kind, label, description, checked: isChecked, actions, target }) => [
          ...[kind, label, description, isChecked, actions, target],
        ]),
        [
          ...[
            ['2', 'line 2 · +1 -1', { hunk: key(open, 0), line: 2 }],
            ['5', 'line 5 · +2 -1', { hunk: key(open, 1), line: 5 }],
          ].map(([label, description, place]) => [
            ...['hunk', label, description, true, ['acceptHunk', 'rejectHunk']],
            { kind: 'proposal', name: 'a.py', ...(place as object) },
          ]),
        ],
      );
      assert.equal(hunks(open)[0]?.detail, '- two\n+ 2');
      assert.deepEqual(hunks(reviewOf([proposedFile('new.py')])), []);
    });

    it('are rows from when the file is whole, without a check box as long as others still arrive', () => {
      assert.deepEqual(streaming({ ...proposed, state: 'streaming' })[0]?.children, [], 'it may still grow');
      assert.deepEqual(
        streaming(proposed, proposedFile('b.py', { state: 'streaming' }))[0]?.children.map((row) => [
          ...[row.label, row.description, row.checked, row.actions],
        ]),
        [
          ['2', 'line 2 · +1 -1', undefined, []],
          ['5', 'line 5 · +2 -1', undefined, []],
        ],
      );
    });

    it('are the ones that their rows showed, whatever was edited since', () => {
      const target = hunks(open)[1]?.target;
      assert.ok(target?.kind === 'proposal' && target.hunk !== undefined);
      const clicked = target.hunk;
      const decide = (review: Review) => change(review, 'a.py', (file) => decideHunk(file, clicked, 'rejected'));
      const before = edit(open, 'a.py', `mine\n${proposed.text}`);
      assert.deepEqual(
        hunks(decide(before)).map(({ label, checked: isChecked }) => [label, isChecked]),
        [
          ['mine', true],
          ['2', true],
          ['5', false],
        ],
      );
      const itself = edit(open, 'a.py', proposed.text.replace('5', 'five, but mine'));
      assert.equal(decide(itself), itself, 'that change is not there any more');
    });

    it('are shown up to a hundred; what is left is one row that leads to the first of them', () => {
      const lines = Array.from({ length: 400 }, (_, index) => `line ${index}\n`);
      const text = lines.map((line, index) => (index % 3 === 0 ? `new ${index}\n` : line)).join('');
      const many = proposedFile('a.py', { base: baseText(lines.join('')), text });
      const shown = hunks(reviewOf([many]));
      assert.equal(shown.length, 101);
      const { kind, label, target } = shown.at(-1) ?? {};
      assert.deepEqual(
        [kind, label, target],
        ['note', 'and 34 more changes', { kind: 'proposal', name: 'a.py', line: 301 }],
      );
    });

    it('have the first lines of a long one in their tooltip', () => {
      const text = Array.from({ length: 50 }, (_, index) => `new ${index}\n`).join('');
      const [row] = hunks(reviewOf([proposedFile('a.py', { base: baseText(''), text })]));
      assert.match(row?.detail ?? '', /^\+ new 0\n.*\+ new 29\nand 20 more lines$/s);
    });

    it('that are left out are said in the row of their file', () => {
      const left = change(open, 'a.py', (file) => chooseHunk(file, hunkKey(file, 0), 'out'));
      assert.equal(reviewing(left)[0]?.description, '+3 -2 · 1 of 2 changes left out');
      assert.deepEqual(
        hunks(left).map((row) => [row.checked, row.state, row.actions]),
        [
          [false, 'rejected', ['acceptHunk']],
          [true, 'ready', ['acceptHunk', 'rejectHunk']],
        ],
      );
    });

    it('are decided for good with their file', () => {
      const half = change(open, 'a.py', (file) => decideHunk(file, hunkKey(file, 0), 'accepted'));
      const done = change(half, 'a.py', (file) => decideHunk(file, hunkKey(file, 1), 'rejected'));
      assert.deepEqual([reviewing(half)[0]?.state, reviewing(done)[0]?.state], ['ready', 'accepted']);
      assert.ok(hunks(done).every((row) => row.actions.length === 0));
    });

    it('follow what the user makes of the proposal', () => {
      const edited = edit(open, 'a.py', 'one\ntwo\nthree\nfour\n5\nsix\n');
      assert.equal(hunks(edited).length, 1);
      assert.equal(reviewing(edited)[0]?.description, '+2 -1 · edited');
    });
  });

  describe('what a person should know who decides', () => {
    const changes: ChangeSet = {
      files: [proposedFile('a.py')],
      explanation: 'Discounts first.\n\nThen the total.',
      unchanged: [],
      notes: ['a.py: path taken from the line before its block, in line 3'],
      incomplete: [],
    };
    const omitted = [{ what: 'src/other.py', tokens: 900, why: 'the budget was used up' }];
    const notes = (review?: Review) =>
      reviewOutline(activity({ changes, review, omitted })).filter((row) => row.kind === 'note');
    const open = reviewOf(changes.files);

    it('is the explanation, how the answer was read, and what the model was not shown', () => {
      assert.deepEqual(
        notes(open).map((row) => [row.label, row.description]),
        [
          ['Discounts first.', 'explanation of the answer'],
          ['a.py: path taken from the line before its block, in line 3', 'how the answer was read'],
          ['src/other.py (the budget was used up)', 'left out of the prompt'],
        ],
      );
      assert.equal(notes(open)[0]?.detail, 'Discounts first.\n\nThen the total.');
    });

    it('is not there while the answer still grows', () => {
      assert.deepEqual(notes(), []);
    });
  });
});
