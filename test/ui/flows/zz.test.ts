import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { answer, ESCALATION, escalationProject, recording, SHOP, shopProject } from '../../cli/projects';
import { agentforgeSample } from '../../kit/agentforgeSample';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import { useScene } from '../pages/useScene';

const PROVES_NOTHING =
  "```javascript:test/cart.test.js\nimport { it } from 'node:test';\n\nit('holds', () => {});\n```\n";

describe('what can go wrong', () => {
  const scene = useScene({ project: () => shopProject({ 'specs/broken.yaml': agentforgeSample('broken_spec.yaml') }) });

  before(async () => {
    const { workbench, tree } = scene();
    await workbench.openActivity('AgentForge');
    await tree.welcomeButton('Start a session').click();
    await workbench.quickInput().choose(SHOP);
  });

  const run = (phase: 'RED' | 'GREEN') => scene().tree.row('cart', phase).inlineAction('Run phase');

  it('a model that is overloaded three times: the button tries again', async () => {
    const { workbench, api, project } = scene();
    for (let attempt = 1; attempt <= 3; attempt++) api.error(529);
    await run('RED');
    const problem = workbench.notification(/The model could not be reached \(3 attempts\)/);
    assert.deepEqual(await problem.buttons(), ['Retry', 'Copy prompt', 'Show log']);
    await workbench.screenshot('errors 1 overloaded');
    await project.assertUntouched();
    api.answer(recording('red'));
    await problem.button('Retry');
    await workbench.notification(/1 proposed file/).link('reject all');
    await workbench.notification(/Nothing was accepted, so nothing was changed/).dismiss();
    await project.assertUntouched();
  });

  it('a key that is refused: the button asks for another', async () => {
    const { workbench, api, project } = scene();
    api.error(401, { message: 'invalid x-api-key' });
    await run('RED');
    const problem = workbench.notification(/The API key was refused/);
    await problem.button('Set API key');
    await workbench.quickInput().waitFor('Your Anthropic API key');
    await workbench.page.keyboard.press('Escape');
    await problem.waitForEnd();
    await project.assertUntouched();
  });

  it('an answer that is cut', async () => {
    const { workbench, api, project } = scene();
    api.cut(recording('red').slice(0, 900));
    await run('RED');
    await new Promise((r) => setTimeout(r, 3000));
    console.log(api.requests.length);
    await workbench.screenshot('zz');
    await workbench.runCommand('AgentForge: Show log');
    await new Promise((r) => setTimeout(r, 2000));
    console.log(await workbench.page.locator('.panel .view-lines').allInnerTexts());
    const problem = workbench.notification(/The answer is not whole/);
    assert.deepEqual(await problem.buttons(), ['Retry', 'Copy prompt', 'Show log']);
    await problem.dismiss();
    assert.deepEqual(await workbench.tabs(), []);
    await project.assertUntouched();
  });

});
