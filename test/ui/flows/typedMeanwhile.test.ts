import assert from 'node:assert/strict';
import { recording, SHOP, shopProject } from '../../cli/projects';
import { useScene } from '../pages/useScene';

const CODE = 'src/cart.js';

describe('a user who types while an answer comes', () => {
  const scene = useScene({ project: shopProject });

  before(async () => {
    const { workbench, api, tree } = scene();
    await workbench.openActivity('AgentForge');
    await tree.welcomeButton('Start a session').click();
    await workbench.quickInput().choose(SHOP);
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
  });

  it('keeps the cursor and the editor, and finds the files in the view', async () => {
    const { workbench, api, tree, review } = scene();
    const exchange = api.answer(recording('green'), { gates: [200] });
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await exchange.paused();
    await workbench.openFile('cart.js');
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('// typed ');
    exchange.open();
    await workbench.notification(/GREEN of cart: 1 proposed file/).waitFor();
    await workbench.page.keyboard.type('meanwhile');
    await workbench.editorText('// typed meanwhile').waitFor();
    await review.row(CODE).waitFor();
    await workbench.screenshot('typed 1 keeps typing');
  });

  it('is asked about what does not fit, with both sides to look at', async () => {
    const { workbench, review } = scene();
    await workbench.runCommand('AgentForge: Accept all');
    await review.row(CODE).waitForDescription('conflict with your change');
    const [place] = (await review.outline()).map((row) => row.trim()).filter((row) => row.includes('you have'));
    assert.ok(place?.includes('// typed meanwhile'), `one place names it: ${place}`);
    await review.row(CODE, place ?? '').click();
    await workbench.tab(`${CODE} (yours since the prompt)`).waitFor();
    await workbench.tab(`${CODE} (proposed)`).first().waitFor();
    await workbench.screenshot('typed 2 both sides');
  });

  it('loses nothing of what was typed, whatever is decided', async () => {
    const { workbench, project } = scene();
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
    await workbench.openFile('cart.js');
    await workbench.editorText('// typed meanwhile').waitFor();
    assert.doesNotMatch(await project.text(CODE), /export function subtotal/);
    assert.deepEqual(await workbench.errors(), []);
  });
});
