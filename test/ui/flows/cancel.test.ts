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

  /** Nothing of it is left in the window or on the disk. */
  async function assertGone(): Promise<void> {
    const { workbench, tree, project } = scene();
    await tree.row('cart', 'RED').waitForIcon('circle-outline');
    await workbench.notification(/RED of cart/).waitForEnd();
    assert.deepEqual(await workbench.errors(), []);
    assert.deepEqual(await workbench.tabs(), []);
    assert.equal(await tree.row('cart', 'RED').description(), '');
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
    await assertGone();
  });

  it('while the files wait for a decision', async () => {
    const { workbench, api, tree } = scene();
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).waitFor();
    await tree.row('cart', 'RED').inlineAction('Cancel');
    await assertGone();
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
    await assertGone();
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
