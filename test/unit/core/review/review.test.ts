import assert from 'node:assert/strict';
import type { ProposedFile } from '../../../../src/core/changes/changeSet';
import type { Review } from '../../../../src/core/review/review';
import {
  decide,
  decideAll,
  edit,
  filesWith,
  isSettled,
  openReview,
  withFindings,
} from '../../../../src/core/review/review';
import { proposedFile } from '../../../kit/sampleReview';

const REFUSED = { kind: 'path', detail: 'leads out' } as const;

function open(...files: ProposedFile[]) {
  return openReview({ files, explanation: '', unchanged: [], notes: [], incomplete: [] });
}

const decisionsOf = ({ files }: Review) => files.map(({ decision }) => decision);
const namesOf = (files: readonly ProposedFile[]) => files.map(({ name }) => name);

describe('review', () => {
  it('opens with everything undecided but what is refused', () => {
    const review = open(proposedFile('a.py'), proposedFile('../b.py', { refusal: REFUSED }));
    assert.deepEqual(decisionsOf(review), ['pending', 'rejected']);
    assert.equal(isSettled(review), false);
    assert.equal(isSettled(open(proposedFile('../b.py', { refusal: REFUSED }))), true);
    assert.equal(isSettled(open()), true);
  });

  it('decides about one file, and can decide otherwise', () => {
    const review = decide(open(proposedFile('a.py'), proposedFile('b.py')), 'b.py', 'accepted');
    assert.deepEqual(decisionsOf(review), ['pending', 'accepted']);
    assert.deepEqual(decisionsOf(decide(review, 'b.py', 'rejected')), ['pending', 'rejected']);
    assert.deepEqual(decide(review, 'none.py', 'accepted'), review);
  });

  it('takes over what another look found, but not of a text that was changed meanwhile', () => {
    const review = open(proposedFile('a.py'), proposedFile('b.py'));
    const check = { kind: 'syntax', weight: 'warning', line: 1, detail: 'x' } as const;
    const looked = {
      ...review,
      files: review.files.map((file) => ({ ...file, found: { ...file.found, checks: [check] } })),
    };
    const since = withFindings(edit(review, 'b.py', 'more\n'), looked);
    assert.deepEqual(
      filesWith(since, 'pending').map(({ text, checks }) => [text, checks]),
      [
        ['a\nb\n', [check]],
        ['more\n', undefined],
      ],
    );
    assert.equal(withFindings(since, looked), since);
  });

  it('never accepts what is refused, however it is asked', () => {
    const review = open(proposedFile('../b.py', { refusal: REFUSED }));
    assert.deepEqual(decisionsOf(decide(review, '../b.py', 'accepted')), ['rejected']);
    assert.deepEqual(decisionsOf(decideAll(review, 'accepted')), ['rejected']);
  });

  it('accepts all that is undecided but protected files, which need a word of their own', () => {
    const review = decide(
      open(proposedFile('a.py'), proposedFile('b.py'), proposedFile('package.json', { protected: true })),
      'b.py',
      'rejected',
    );
    const accepted = decideAll(review, 'accepted');
    assert.deepEqual(decisionsOf(accepted), ['accepted', 'rejected', 'pending']);
    assert.deepEqual(namesOf(filesWith(accepted, 'pending')), ['package.json']);
    const settled = decide(accepted, 'package.json', 'accepted');
    assert.equal(isSettled(settled), true);
    assert.deepEqual(namesOf(filesWith(settled, 'accepted')), ['a.py', 'package.json']);
  });

  it('rejects all that is undecided, protected or not', () => {
    const review = decide(
      open(proposedFile('a.py'), proposedFile('package.json', { protected: true })),
      'a.py',
      'accepted',
    );
    assert.deepEqual(decisionsOf(decideAll(review, 'rejected')), ['accepted', 'rejected']);
  });
});
