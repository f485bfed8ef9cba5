import assert from 'node:assert/strict';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import { decide, decideAll, filesWith, isSettled, openReview } from '../../../../src/core/review/review';

function file(name: string, about: Partial<ProposedFile> = {}): ProposedFile {
  return {
    name,
    action: 'write',
    path: undefined,
    to: undefined,
    base: undefined,
    text: '',
    state: 'complete',
    refusal: undefined,
    protected: false,
    ...about,
  };
}

const REFUSED = { kind: 'path', detail: 'leads out' } as const;

function open(...files: ProposedFile[]) {
  return openReview({ files, explanation: '', unchanged: [], notes: [], incomplete: [] });
}

const namesOf = (files: readonly ProposedFile[]) => files.map(({ name }) => name);

describe('review', () => {
  it('opens with everything undecided but what is refused', () => {
    const review = open(file('a.py'), file('../b.py', { refusal: REFUSED }));
    assert.deepEqual(review.decisions, ['pending', 'rejected']);
    assert.equal(isSettled(review), false);
    assert.equal(isSettled(open(file('../b.py', { refusal: REFUSED }))), true);
    assert.equal(isSettled(open()), true);
  });

  it('decides about one file, and can decide otherwise', () => {
    const review = decide(open(file('a.py'), file('b.py')), 'b.py', 'accepted');
    assert.deepEqual(review.decisions, ['pending', 'accepted']);
    assert.deepEqual(decide(review, 'b.py', 'rejected').decisions, ['pending', 'rejected']);
    assert.deepEqual(decide(review, 'none.py', 'accepted').decisions, review.decisions);
  });

  it('never accepts what is refused, however it is asked', () => {
    const review = open(file('../b.py', { refusal: REFUSED }));
    assert.deepEqual(decide(review, '../b.py', 'accepted').decisions, ['rejected']);
    assert.deepEqual(decideAll(review, 'accepted').decisions, ['rejected']);
  });

  it('accepts all that is undecided but protected files, which need a word of their own', () => {
    const review = decide(
      open(file('a.py'), file('b.py'), file('package.json', { protected: true })),
      'b.py',
      'rejected',
    );
    const accepted = decideAll(review, 'accepted');
    assert.deepEqual(accepted.decisions, ['accepted', 'rejected', 'pending']);
    assert.deepEqual(namesOf(filesWith(accepted, 'pending')), ['package.json']);
    const settled = decide(accepted, 'package.json', 'accepted');
    assert.equal(isSettled(settled), true);
    assert.deepEqual(namesOf(filesWith(settled, 'accepted')), ['a.py', 'package.json']);
  });

  it('rejects all that is undecided, protected or not', () => {
    const review = decide(open(file('a.py'), file('package.json', { protected: true })), 'a.py', 'accepted');
    assert.deepEqual(decideAll(review, 'rejected').decisions, ['accepted', 'rejected']);
  });
});
