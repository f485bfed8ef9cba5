import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recording, shopProject } from '../../cli/projects';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import type { RunningFakeMessages } from '../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { useWorkbench } from '../pages/useWorkbench';

describe('two folders in one window', () => {
  let api: RunningFakeMessages;
  let first: WorkspaceBuilder;
  let second: WorkspaceBuilder;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  const workbench = useWorkbench(async () => {
    [api, first, scratch] = [await startFakeMessages(), await shopProject(), await scratchFolder('two')];
    second = await shopProject({ 'specs/other.yaml': OTHER });
    const folder = path.join(scratch.folder, 'two.code-workspace');
    await writeFile(folder, JSON.stringify({ folders: [{ path: first.root }, { path: second.root }] }));
    return { folder, env: { ANTHROPIC_API_KEY: 'sk-ant-test-0123456789', ANTHROPIC_BASE_URL: api.url } };
  });

  after(async () => {
    await Promise.all([first.dispose(), second.dispose(), scratch.remove()]);
    await api.close();
  });

  it('writes into the folder that the open specification is in, and keeps its session there', async () => {
    await workbench().openActivity('AgentForge');
    await workbench().openFile('other.yaml');
    api.answer(recording('red'));
    await workbench().runCommand('AgentForge: Generate RED tests');
    await workbench()
      .notification(/1 proposed file/)
      .link('Accept all');
    await workbench()
      .notification(/RED reached: 11 tests fail/)
      .waitFor();
    await workbench().tree('TDFLOW').row('cart', 'RED').waitForIcon('testing-passed-icon');
    await stat(second.path('test/cart.test.js'));
    assert.equal((await second.ownFiles('tdflow')).length, 1);
    await first.assertUntouched();
    await assert.rejects(stat(first.path('.agentforge/tdflow')), { code: 'ENOENT' });
  });
});

const OTHER = `spec_id: other-shop-v1
name: other shop
version: '1.0'
components:
  - name: cart
    description: What a customer wants to buy
    location: src/cart.js
    test_location: test/cart.test.js
    methods:
      - name: addItem
      - name: subtotal
      - name: total
`;
