import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Review } from '../../src/core/review/review';
import { EditorReview } from '../../src/vscode/review/editorReview';
import { proposedFile, reviewOf } from '../kit/sampleReview';

const NAME = 'a.py';

describe('a question about a proposed file that stays open for long', () => {
  let review: EditorReview;

  beforeEach(() => {
    review = new EditorReview(
      () => undefined,
      () => false,
    );
  });
  afterEach(() => review.dispose());

  const open = (...texts: readonly string[]) =>
    reviewOf(texts.map((text, index) => proposedFile(index === 0 ? NAME : `${index}.py`, { text })));
  const ask = (asked: Review) => review.ask(asked, new AbortController().signal, async (each) => each);
  const answer = () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  const decisions = () => review.current?.files.map(({ decision }) => decision);

  it('is answered for the file that it was asked about', async () => {
    void ask(open('one\n', 'other\n'));
    const rejecting = review.rejectWithReason(NAME);
    await answer();
    await rejecting;
    assert.deepEqual(decisions(), ['rejected', 'pending']);
  });

  it('decides nothing about another answer that came meanwhile', async () => {
    const first = ask(open('one\n', 'other\n'));
    const rejecting = review.rejectWithReason(NAME);
    await review.decideAll('rejected');
    await first;
    void ask(open('nobody has seen this\n', 'nor this\n'));
    await answer();
    await rejecting;
    assert.deepEqual(decisions(), ['pending', 'pending']);
  });

  it('decides nothing when the proposal was edited meanwhile', async () => {
    void ask(open('one\n', 'other\n'));
    const rejecting = review.rejectWithReason(NAME);
    review.edit(NAME, 'two\n');
    await answer();
    await rejecting;
    assert.deepEqual(decisions(), ['pending', 'pending']);
  });

  it('accepts nothing of another answer that came while it was looked at', async () => {
    let looked = (): void => {};
    const looking = new Promise<void>((resolve) => {
      looked = resolve;
    });
    const first = review.ask(open('one\n', 'other\n'), new AbortController().signal, async (each) => {
      await looking;
      return each;
    });
    const accepting = [review.decideAll('accepted'), review.decideFile(NAME, 'accepted')];
    await review.decideAll('rejected');
    await first;
    void ask(open('nobody has seen this\n', 'nor this\n'));
    looked();
    await Promise.all(accepting);
    assert.deepEqual(decisions(), ['pending', 'pending']);
  });
});
