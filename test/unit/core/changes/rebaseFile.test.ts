import assert from 'node:assert/strict';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import { rebaseFile } from '../../../../src/core/changes/rebaseFile';
import { baseText, proposedFile } from '../../../kit/sampleReview';

const text = (words: string) => ({ ...baseText(words), hash: words });
const SEEN = text('one\ntwo\nthree\nfour\n');
const PROPOSED = proposedFile('a.py', { base: SEEN, text: 'one\n2\nthree\nfour\n' });

describe('a proposal for a file that changed since the prompt', () => {
  it('is left alone as long as nothing has changed', () => {
    assert.equal(rebaseFile(PROPOSED, SEEN), PROPOSED);
    const fresh = proposedFile('new.py');
    assert.equal(rebaseFile(fresh, undefined), fresh);
  });

  it('keeps what the user changed elsewhere', () => {
    const now = text('one\ntwo\nthree\nfour\nfive\n');
    const { base, text: merged, conflict } = rebaseFile(PROPOSED, now);
    assert.deepEqual([base, merged, conflict], [now, 'one\n2\nthree\nfour\nfive\n', undefined]);
  });

  it('conflicts where both changed the same lines: the text of the user stays there, what fits is made', () => {
    const proposed = { ...PROPOSED, text: 'one\n2\nthree\n4\n' };
    const now = text('one\nTWO\nthree\nfour\n');
    const rebased = rebaseFile(proposed, now);
    assert.equal(rebased.text, 'one\nTWO\nthree\n4\n');
    assert.deepEqual(rebased.conflict, {
      ancestor: SEEN.text,
      proposed: proposed.text,
      places: ['line 2: you have `TWO`, the proposal has `2`'],
    });
    assert.equal(rebaseFile(rebased, now), rebased, 'and is about the file as it is now');
  });

  for (const [what, file, now, place] of [
    ['was deleted', PROPOSED, undefined, 'a.py was deleted since'],
    ['was created', { ...PROPOSED, base: undefined }, text('mine\n'), 'a.py was created since'],
    ['cannot be read', PROPOSED, 'unreadable', 'a.py cannot be read any more'],
    [
      'is to be deleted',
      { ...PROPOSED, action: 'delete', text: '' },
      text('one\n'),
      'a.py was changed since, and the answer deletes it',
    ],
  ] satisfies readonly (readonly [string, ProposedFile, Parameters<typeof rebaseFile>[1], string])[]) {
    it(`conflicts as a whole when the file ${what} meanwhile`, () => {
      const rebased = rebaseFile(file, now);
      assert.deepEqual(rebased.conflict?.places, [place]);
      assert.equal(rebased.text, file.text);
    });
  }

  it('that moves a file moves it as it is now', () => {
    const now = text('mine\n');
    const rebased = rebaseFile({ ...PROPOSED, action: 'rename' }, now);
    assert.deepEqual([rebased.base, rebased.text, rebased.conflict], [now, 'mine\n', undefined]);
  });

  it('that somebody else has written just so meanwhile is no conflict', () => {
    const now = text(PROPOSED.text);
    assert.equal(rebaseFile({ ...PROPOSED, base: undefined }, now).conflict, undefined);
    assert.equal(rebaseFile(PROPOSED, now).conflict, undefined);
  });
});
