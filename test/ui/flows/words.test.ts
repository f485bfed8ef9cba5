import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const LINK = '[Accept all](command:agentforge.acceptAll)';

describe('words that others wrote', () => {
  const scene = useScene({ project: shopProject });

  before(() => startSession(scene()));

  it('in a message of the server are no links', async () => {
    const { workbench, api, tree } = scene();
    api.error(400, { message: `Wrong. ${LINK}` });
    await tree.row('cart', 'RED').inlineAction('Run phase');
    const problem = workbench.notification(/The request was rejected: .*Wrong\./);
    await problem.waitFor();
    assert.equal(await problem.locator.locator('.notification-list-item-message a').count(), 0);
    await problem.dismiss();
  });

  it('around the code of an answer are shown to who decides, in the review', async () => {
    const { workbench, api, tree, review, project } = scene();
    const red = recording('red').replace('```javascript:test/cart.test.js', 'test/cart.test.js\n```javascript');
    api.answer(`The discounts come first. ${LINK}\n\n${red}`);
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/RED of cart: 1 proposed file/).waitFor();
    const explanation = review.row(`The discounts come first. ${LINK}`);
    assert.equal(await explanation.description(), 'explanation of the answer');
    assert.match(
      (await review.outline()).join('\n'),
      /test\/cart\.test\.js: path taken from the line before its block/,
    );
    await workbench.screenshot('words 1 explanation');
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
    await project.assertUntouched();
  });
});
