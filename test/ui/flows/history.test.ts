import assert from 'node:assert/strict';
import { recording, SHOP, shopProject } from '../../cli/projects';
import { useScene } from '../pages/useScene';

describe('the history of a session', () => {
  const scene = useScene({ project: shopProject });

  it('has each generation with its files, the newest first', async () => {
    const { workbench, api, tree, history } = scene();
    await workbench.openActivity('AgentForge');
    await tree.welcomeButton('Start a session').click();
    await workbench.quickInput().choose(SHOP);
    for (const phase of ['RED', 'GREEN'] as const) {
      api.answer(recording(phase === 'RED' ? 'red' : 'green'));
      await tree.row('cart', phase).inlineAction('Run phase');
      await workbench.notification(/1 proposed file/).link('Accept all');
      await workbench.notification(new RegExp(`${phase} reached`)).waitFor();
    }
    await history.open();
    await history.row('2 GREEN of cart').waitForDescription('in place');
    const rows = (await history.outline()).filter((row) => !row.startsWith(' '));
    assert.deepEqual(rows, ['2 GREEN of cart', '1 RED of cart']);
    await history.row('2 GREEN of cart').expand();
    await workbench.screenshot('history 1 generations');
  });

  it('opens all that a generation changed in one editor', async () => {
    const { workbench, history } = scene();
    await history.row('2 GREEN of cart').click();
    await workbench.tab('GREEN of cart').waitFor();
    await workbench.diff('cart.js').waitForRight('export function subtotal');
    await workbench.screenshot('history 2 all changes');
  });

  it('goes back to a point, and takes a single generation back', async () => {
    const { workbench, history, project } = scene();
    await history.row('1 RED of cart').inlineAction('Roll back to here');
    await workbench.notification(/GREEN of cart rolled back/).waitFor();
    await history.row('2 GREEN of cart').waitForDescription('rolled back');
    await history.row('1 RED of cart').waitForDescription('in place');
    await history.row('1 RED of cart').inlineAction('Roll back this generation');
    await workbench.notification(/RED of cart rolled back/).waitFor();
    await history.row('1 RED of cart').waitForDescription('rolled back');
    await project.assertUntouched();
    assert.deepEqual(await workbench.errors(), []);
  });
});
