import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { eventually } from '../../kit/eventually';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const CONTRACT = `contract: {name: own, type: custom, applies_to: {paths: ['src/**']}}
checks:
  - {id: no-let, name: No variable is told to be found, type: regex, severity: warning, config: {pattern: 'let found'}}
`;

describe('a violation in the code of a component', () => {
  const scene = useScene({
    project: async () => {
      const project = await shopProject({ 'contracts/own.contract.yaml': CONTRACT });
      await project.commit();
      return project;
    },
  });
  const problem = () => scene().workbench.page.locator('.markers-panel').getByText('No variable is told to be found');

  it('is shown once GREEN has written it', async () => {
    const { workbench } = scene();
    await startSession(scene());
    await reachPhases(scene(), 'RED', 'GREEN');
    await workbench.openFile('src/cart.js');
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem().waitFor();
  });

  it('is fixed with AgentForge: the model is told of it, and of nothing else that was wrong', async () => {
    const { workbench, api } = scene();
    api.answer(recording('green').replace('let found', 'var found'));
    await workbench.openFile('src/cart.js');
    await workbench.runCommand('Go to Next Problem (Error, Warning, Info)');
    const menu = workbench.page.locator('.action-widget:not(.action-list-submenu-panel)');
    const proposed = workbench.notification(/GREEN of cart: 1 proposed file/);
    await workbench.page.keyboard.press('Escape');
    await eventually(async () => {
      if (await proposed.locator.isVisible()) return;
      if (!(await menu.isVisible())) await workbench.page.keyboard.press('ControlOrMeta+.');
      await menu.getByText('Fix no-let with AgentForge').click({ timeout: 5_000 });
      await menu.waitFor({ state: 'hidden', timeout: 5_000 });
    });
    await proposed.waitFor();
    await workbench.screenshot('conformance fix 1 proposed');
    assert.match(api.request().prompt, /src\/cart\.js:\d+ is not as the contracts of the project want it/);
    assert.match(api.request().prompt, /warning of the check own\/no-let: No variable is told to be found/);
    await proposed.link('Accept all');
    await workbench.notification(/GREEN reached/).waitFor();
    await problem().waitFor({ state: 'hidden' });
    await workbench.screenshot('conformance fix 2 gone');
  });
});
