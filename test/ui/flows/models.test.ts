import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import type { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const USAGE = { usage: { input: 5_000, output: 2_000 } };

describe('models and money', () => {
  const scene = useScene({
    project: projectOfAnOldModel,
    settings: { 'agentforge.budget.perDay': 0.08 },
  });

  it('says when the list of models is long in coming, and is cancelled without a trace', async () => {
    const { workbench, api, tree, project } = scene();
    await startSession(scene());
    api.listModels({ kind: 'stall' });
    await tree.row('cart', 'RED').inlineAction('Run phase');
    const waiting = workbench.notification(/asking Claude for its models/);
    await waiting.button('Cancel');
    await waiting.waitForEnd();
    api.listModels(undefined);
    assert.deepEqual(await workbench.page.locator('.notification-list-item').allInnerTexts(), []);
    await project.assertUntouched();
  });

  it("explains the project's retired model before anything is sent, and lets another one be chosen", async () => {
    const { workbench, api, tree } = scene();
    await tree.row('cart', 'RED').inlineAction('Run phase');
    const notification = workbench.notification(/claude-opus-4-20250514 was retired on 2026-06-15/);
    await notification.waitFor();
    assert.equal(api.requests.length, 0);
    await workbench.screenshot('models 1 retired');
    await notification.button('Choose model');
    const picker = workbench.quickInput();
    await picker.waitFor(/for complex work/);
    await workbench.screenshot('models 2 picker');
    assert.match(
      await picker.text(),
      /for a million tokens in \/ out[\s\S]*\$4 \/ \$20 · 1,000,000 context, 128,000 answer/,
    );
    await picker.choose('Claude Opus 5.5');
    await workbench
      .notification(/claude-opus-5-5 answers from now on.*generation\.yaml names claude-opus-4-20250514/)
      .waitFor();
  });

  it('asks the chosen one, and shows what it cost', async () => {
    const { workbench, api, tree } = scene();
    api.answer(recording('red'), USAGE);
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/RED of cart: 1 proposed file/).waitFor();
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/RED reached: 11 tests fail/).waitFor();
    assert.equal(api.request().body.model, 'claude-opus-5-5');
    await workbench.statusBar('$0.0600 today, $0.0600 this session').click();
    const costs = workbench.quickInput();
    await costs.waitFor(/Today, in all projects/);
    assert.match(await costs.text(), /\$0\.0600 of \$0\.0800/);
    await workbench.screenshot('models 3 costs');
    await costs.cancel();
  });

  it('stops before the request at a cap, and leads to its setting', async () => {
    const { workbench, api, tree } = scene();
    const asked = api.requests.length;
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    const notification = workbench.notification(/The cap of \$0\.0800 for today would be broken: \$0\.0600 are spent/);
    await notification.waitFor();
    assert.equal(api.requests.length, asked);
    await workbench.screenshot('models 4 cap');
    await notification.button('Open setting');
    await workbench.page.getByText('What all answers of one day may cost together').first().waitFor();
  });
});

/** The settings file of an older version, with the model that it wrote. */
async function projectOfAnOldModel(): Promise<WorkspaceBuilder> {
  const project = await shopProject();
  await project.write('.agentforge/generation.yaml', 'provider:\n  name: claude\n  model: claude-opus-4-20250514\n');
  await project.commit();
  return project;
}
