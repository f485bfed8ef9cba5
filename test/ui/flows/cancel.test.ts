import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { recording, shopProject } from '../../cli/projects';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import { eventually } from '../../kit/eventually';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

describe('cancelling a phase', () => {
  const scene = useScene({ project: shopProject });

  before(() => startSession(scene()));

  /** Nothing of it is left in the window or on the disk, but for an answer that had come whole. */
  async function assertGone(answer: 'kept' | 'none'): Promise<void> {
    const { workbench, tree, project } = scene();
    const row = tree.row('cart', 'RED');
    if (answer === 'none') await row.waitForIcon('circle-outline');
    else await row.waitForDescription('a review was left open');
    await workbench.notification(/RED of cart/).waitForEnd();
    assert.deepEqual(await workbench.errors(), []);
    assert.deepEqual(await workbench.tabs(), []);
    if (answer === 'none') assert.equal(await row.description(), '');
    await project.assertUntouched();
    assert.ok((await workbench.commandsFor('AgentForge: Cancel')).every((title) => title !== 'AgentForge: Cancel'));
  }

  it('while the answer streams: the connection is closed', async () => {
    const { workbench, api, tree } = scene();
    const exchange = api.answer(recording('red'), { gates: [500] });
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await exchange.paused();
    await workbench.diff().waitFor();
    await workbench.notification(/RED of cart/).button('Cancel');
    assert.equal(await exchange.closed, 'hung-up');
    await assertGone('none');
  });

  it('while the files wait for a decision: no button of the message drops them, and what was paid for is kept', async () => {
    const { workbench, api, tree } = scene();
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    assert.deepEqual(await workbench.notification(/1 proposed file/).buttons(), []);
    await workbench.screenshot('cancel 1 to decide');
    await tree.row('cart', 'RED').inlineAction('Cancel');
    await assertGone('kept');
  });

  it('and goes on with the review, asking no model again', async () => {
    const { workbench, api, review } = scene();
    const asked = api.requests.length;
    await workbench.screenshot('cancel 2 kept');
    await workbench.notification(/The answer is kept/).button('Go on with the review');
    await review.row('test/cart.test.js').waitFor();
    await workbench.notification(/1 proposed file/).link('reject all');
    await workbench.notification(/Nothing was accepted/).dismiss();
    assert.equal(api.requests.length, asked);
    await assertGone('none');
  });

  it('while the tests run: what was written is taken back and the processes end', async () => {
    const { workbench, api, tree } = scene();
    const { folder, remove } = await scratchFolder('hanging-test');
    const pidFile = path.join(folder, 'pid');
    api.answer(hangingTest(pidFile));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).link('Accept all');
    const pid = Number(await eventually(() => readFile(pidFile, 'utf8')));
    await workbench.notification(/RED of cart: .*running the tests/).button('Cancel');
    await assertGone('kept');
    await eventually(() => assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }));
    await remove();
  });
});

function hangingTest(pidFile: string): string {
  return `\`\`\`javascript:test/cart.test.js
import { renameSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';

it('never ends', async () => {
  writeFileSync('${pidFile}.new', String(process.pid));
  renameSync('${pidFile}.new', '${pidFile}');
  await new Promise(() => setInterval(() => {}, 1000));
});
\`\`\`
`;
}
