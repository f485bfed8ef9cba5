import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const CODE = 'src/cart.js';

describe('a user who types while an answer comes', () => {
  // An editor in a browser saves by itself after a moment.
  const scene = useScene({ project: shopProject });

  before(async () => {
    await startSession(scene());
    await reachPhases(scene(), 'RED');
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

  it('is asked before what they typed is saved, and nothing is written when they say no', async () => {
    const { workbench, review, project } = scene();
    await review.row(CODE).inlineAction('Accept file');
    await workbench.dialog('Write it as the diff shows it?').button('Accept');
    const dialog = workbench.dialog(`What you typed in ${CODE} is not saved yet.`);
    await dialog.waitFor();
    await workbench.screenshot('typed 3 asked before saving');
    await dialog.button('Cancel');
    await review.row(CODE).waitForDescription('conflict with your change');
    assert.doesNotMatch(await project.text(CODE), /typed meanwhile|export function subtotal/);
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
