import assert from 'node:assert/strict';
import { change, decide, edit } from '../../../../src/core/review/review';
import { decideHunk } from '../../../../src/core/review/reviewedFile';
import { reviewFeedback } from '../../../../src/core/review/reviewFeedback';
import { baseText, hunkKey, proposedFile, reviewOf } from '../../../kit/sampleReview';

describe('feedback of a review for another answer', () => {
  const changed = proposedFile('a.py', {
    base: baseText('one\ntwo\nthree\nfour\nfive\n'),
    text: 'one\n2\nthree\nfour\n5\n',
  });
  const evil = proposedFile('../x', { refusal: { kind: 'path', detail: 'it leads out' } });

  it('has the words of the person, what was accepted and what was not, hunk by hunk', () => {
    const open = reviewOf([changed, proposedFile('b.py'), proposedFile('c.py'), evil]);
    const half = change(open, 'a.py', (file) => decideHunk(file, hunkKey(file, 0), 'accepted'));
    const hunks = change(half, 'a.py', (file) => decideHunk(file, hunkKey(file, 1), 'rejected'));
    const review = decide(decide(hunks, 'b.py', 'accepted'), 'c.py', 'rejected', 'too clever');
    assert.equal(
      reviewFeedback(review, ' Use a table. '),
      [
        'A person looked at your last answer and asks for another one. Nothing of it was written.',
        'What should be different: Use a table.',
        'Accepted; give it again just so:',
        '- a.py, the change at line 2:\n-two\n+2',
        '- b.py',
        'Rejected:',
        '- a.py, the change at line 5:\n-five\n+5',
        '- c.py: too clever',
        'Refused, as it can never be accepted:',
        '- ../x: it leads out',
      ].join('\n'),
    );
  });

  it('gives what the person wrote into a proposal, and says nothing of what is undecided', () => {
    const edited = edit(reviewOf([proposedFile('b.py'), changed]), 'b.py', 'mine\n');
    assert.match(reviewFeedback(decide(edited, 'b.py', 'accepted'), ''), /- b\.py, as the person changed it:\nmine\n$/);
    assert.doesNotMatch(reviewFeedback(edited, ''), /a\.py|Accepted|Rejected|What should/);
  });
});
