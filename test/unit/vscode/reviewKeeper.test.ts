import assert from 'node:assert/strict';
import { saveReview } from '../../../src/core/review/savedReview';
import type { PhaseEvent } from '../../../src/core/tdflow/phaseEvents';
import type { AnsweredAttempt } from '../../../src/core/tdflow/stores';
import { NodeWorkspace } from '../../../src/node/nodeWorkspace';
import { OwnFiles } from '../../../src/node/ownFiles';
import { ReviewFiles } from '../../../src/node/reviewFiles';
import { ReviewKeeper } from '../../../src/vscode/review/reviewKeeper';
import { must } from '../../kit/must';
import { proposedFile, reviewOf } from '../../kit/sampleReview';
import { sampleSession } from '../../kit/sampleSession';
import { sampleTask } from '../../kit/sampleTask';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { findTestSeal } from '../../kit/testSeal';

const ANSWER: AnsweredAttempt = { attempt: '001-green-cart', model: 'm', cost: undefined };
const APPLIED: PhaseEvent = { kind: 'applied', files: ['a.py'], journalEntry: 'e' };
const RECORDED: PhaseEvent = { kind: 'session', session: sampleSession() };
const TAKEN_BACK: PhaseEvent = { kind: 'rolled-back', files: ['a.py'], why: 'not-reached' };

describe('a review that a window keeps', () => {
  for (const [what, events, isLeft] of [
    [
      'is over once its files are in place and recorded: a window that dies then goes on with none',
      [APPLIED, RECORDED],
      false,
    ],
    ['stays while its files are not recorded', [APPLIED], true],
    ['stays when they were taken back', [APPLIED, TAKEN_BACK, RECORDED], true],
    ['stays while another answer is asked for', [RECORDED], true],
  ] as const) {
    it(what, async () => {
      const folder = await TemporaryWorkspace.make();
      try {
        const workspace = new NodeWorkspace(folder.root, {});
        const reviews = new ReviewFiles(new OwnFiles(folder.root), findTestSeal);
        const task = await sampleTask('green', { reader: workspace, links: workspace });
        const keeper = new ReviewKeeper(task, reviews, { debug() {}, info() {}, warn: assert.fail });
        await keeper.begin(ANSWER);
        const review = saveReview(reviewOf([proposedFile('a.py')]));
        must(await reviews.save(task.session.id, { ...ANSWER, component: 'cart', phase: 'green', review }, 'left'));
        for (const event of events) await keeper.follow(event);
        assert.equal((await reviews.list(task.session.id)).length === 1, isLeft);
      } finally {
        await folder.dispose();
      }
    });
  }
});
