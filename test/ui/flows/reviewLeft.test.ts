import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const TESTS = 'test/cart.test.js';

describe('a review that is open when the window is reloaded', () => {
  const scene = useScene({ project: shopProject });

  it('is left as it is, and nothing was written', async () => {
    const { workbench, api, tree, review, project } = scene();
    await startSession(scene());
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).waitFor();
    await workbench.tab(`${TESTS} (new)`).click();
    await workbench.diff().focusRight();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('// Looked at by a person.\n');
    await review.row(TESTS).waitForDescription('edited');
    await workbench.reload();
    await workbench.openActivity('AgentForge');
    await tree.row('cart', 'RED').waitForDescription('a review was left open');
    await project.assertUntouched();
    await workbench.screenshot('left 1 after the reload');
  });

  it('goes on where it was, with what was typed, and no model is asked again', async () => {
    const { workbench, api, tree, review, project } = scene();
    await tree.row('cart', 'RED').inlineAction('Go on with the review');
    await review.row(TESTS).waitForDescription('edited');
    await review.row(TESTS).click();
    await workbench.diff().waitForRight('// Looked at by a person.');
    await workbench.screenshot('left 2 goes on');
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/RED reached: 11 tests fail/).waitFor();
    assert.match(await project.text(TESTS), /\/\/ Looked at by a person\.\n$/);
    assert.equal(api.requests.length, 1);
    assert.doesNotMatch(await tree.row('cart', 'RED').description(), /left open/);
  });
});

describe('a review that was accepted and could not be written', () => {
  const scene = useScene({ project: shopProject });
  const inTheWay = '.agentforge/journal';

  it('stays, with what was typed', async () => {
    const { workbench, api, tree, review, project } = scene();
    await startSession(scene());
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).waitFor();
    await workbench.tab(`${TESTS} (new)`).click();
    await workbench.diff().focusRight();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('// Looked at by a person.\n');
    await review.row(TESTS).waitForDescription('edited');
    await rm(project.path(inTheWay), { recursive: true, force: true });
    await project.write(inTheWay, 'a file where the journal belongs');
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/journal/).waitFor();
    await tree.row('cart', 'RED').waitForDescription('a review was left open');
    await workbench.screenshot('left 3 not written');
    await rm(project.path(inTheWay));
    await project.assertUntouched();
  });

  it('goes on with "Retry", and no model is asked again', async () => {
    const { workbench, api, tree, review, project } = scene();
    await workbench.notification(/journal/).button('Retry');
    await review.row(TESTS).waitForDescription('edited');
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/RED reached: 11 tests fail/).waitFor();
    assert.match(await project.text(TESTS), /\/\/ Looked at by a person\.\n$/);
    assert.equal(api.requests.length, 1);
    assert.doesNotMatch(await tree.row('cart', 'RED').description(), /left open/);
  });
});
