import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const CART = 'src/cart.js';

describe('a proposal that the user changes', () => {
  const scene = useScene({ project: shopProject });

  before(async () => {
    await startSession(scene());
    await reachPhases(scene(), 'RED');
  });

  it('has the badges of what stands in it now', async () => {
    const { workbench, api, tree, review } = scene();
    const { keyboard } = workbench.page;
    api.answer(recording('green'));
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/GREEN of cart: 1 proposed file/).waitFor();
    await workbench.tab(`${CART} (proposed)`).click();
    await workbench.diff().focusRight();
    await keyboard.press('ControlOrMeta+End');
    await keyboard.type('const broken = = 1;\n');
    await review.row(CART).waitForDescription('syntax error?');
    await workbench.screenshot('edited 1 badge');
    await keyboard.press('ArrowUp');
    await keyboard.press('ControlOrMeta+Shift+K');
    await review.row(CART).waitForDescription(/^(?!.*syntax error)/);
  });

  it('is written as it stands, and its diff closes with what was typed a moment ago', async () => {
    const { workbench, review, project } = scene();
    const { keyboard } = workbench.page;
    const before = await project.text(CART);
    await workbench.diff().focusRight();
    await keyboard.press('ControlOrMeta+End');
    await keyboard.insertText('const broken = = 1;');
    await review.row(CART).waitForDescription('syntax error?');
    assert.equal(await project.text(CART), before);
    await keyboard.press('ControlOrMeta+Alt+Enter');
    await workbench.notification(/attempt 1 of 3 failed/).waitFor();
    assert.match(await project.text(CART), /const broken = = 1;/);
    await workbench.notification(/attempt 1 of 3 failed/).link('take back');
    await workbench.notification(/GREEN not reached/).waitFor();
    assert.deepEqual([await workbench.errors(), await workbench.tabs()], [[], []]);
    assert.equal(await project.text(CART), before);
  });

  it('is rejected with a reason, which the next answer is told', async () => {
    const { workbench, api, tree, review } = scene();
    api.answer(recording('green'));
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/GREEN of cart: 1 proposed file/).waitFor();
    await review.row(CART).menu('Reject file with a reason');
    await workbench.quickInput().waitFor(`Reject ${CART}`);
    await workbench.screenshot('edited 2 reject with reason');
    await workbench.quickInput().enter('Sums belong into money.js.');
    await workbench.quickInput().waitFor('All is decided. Ask for another answer?');
    await workbench.screenshot('edited 3 another answer');
    const another = api.answer(recording('green'), { gates: [100] });
    await workbench.quickInput().choose('Regenerate with feedback');
    await another.paused();
    assert.equal(api.requests.length, 4);
    const told = JSON.stringify(api.request().body.messages);
    assert.match(told, /Rejected:\\n- src\/cart\.js: Sums belong into money\.js\./);
    const proposed = workbench.notification(/GREEN of cart: 1 proposed file/);
    await proposed.waitForEnd();
    another.open();
    await proposed.waitFor();
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
  });
});
