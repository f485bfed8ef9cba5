import assert from 'node:assert/strict';
import { ok } from '../../../../src/core/lib/result';
import { decideAll } from '../../../../src/core/review/review';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { SessionFiles } from '../../../../src/node/sessionFiles';
import { WorkspaceLock } from '../../../../src/node/workspaceLock';
import { nodePorts } from '../../../kit/nodePorts';
import { PhaseRun, TESTS } from './phaseRun';

describe('a phase while another one writes in the workspace for long', () => {
  it('says who it is, writes nothing, and keeps the answer that was paid for', async () => {
    const phase = await PhaseRun.make();
    const files = new OwnFiles(phase.folder.root);
    let release = () => {};
    let released: Promise<unknown> = Promise.resolve();
    const occupy = () =>
      new Promise<void>((taken) => {
        released = new WorkspaceLock(files).alone<undefined>(
          () =>
            new Promise((resolve) => {
              release = () => resolve(ok(undefined));
              taken();
            }),
        );
      });
    const { outcome, session } = await phase.run('red', {
      ports: () => ({ sessions: new SessionFiles(files, new WorkspaceLock(files, 0)) }),
      consent: {
        review: async (review) => {
          await occupy();
          return ok(decideAll(review, 'accepted'));
        },
      },
    });
    const holder = `process ${process.pid}`;
    assert.deepEqual(outcome, {
      kind: 'failed',
      problem: { kind: 'workspace-busy', path: '.agentforge/journal/lock', holder },
    });
    await assert.rejects(phase.folder.text('tests/test_cart.py'), { code: 'ENOENT' });
    assert.equal(await phase.folder.text(`.agentforge/history/${session.id}/001-red-cart/answer.md`), TESTS);
    release();
    await released;
    assert.deepEqual(await nodePorts(phase.folder.root).journal.readEntries(), []);
    assert.equal((await phase.run('red', { session })).outcome.kind, 'reached', 'once the other one is done');
    await phase.folder.dispose();
  });
});
