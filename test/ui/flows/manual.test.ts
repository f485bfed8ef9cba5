import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

describe('without a key, by copying the prompt and pasting the answer', () => {
  const scene = useScene({ project: shopProject, key: false });

  before(() => startSession(scene()));

  it('puts the prompt of one component on the clipboard, with its real paths', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'RED').inlineAction('Copy prompt of this phase');
    await workbench.notification(/The prompt for RED of cart is on the clipboard/).waitFor();
    await workbench.screenshot('manual 1 copied');
    const prompt = await workbench.readClipboard();
    assert.match(prompt, /name: cart/);
    assert.match(prompt, /The subtotal less the discount of the code/);
    assert.doesNotMatch(prompt, /name: receipt/);
    assert.ok(prompt.includes('test/cart.test.js') && prompt.includes('src/cart.js'));
  });

  it('takes the answer from the clipboard through diff, consent, tests and verdict', async () => {
    const { workbench, tree, project } = scene();
    await workbench.writeClipboard(recording('red'));
    await workbench.notification(/The prompt for RED of cart/).button('Paste response');
    await workbench
      .notification(/does not name the prompt .* taken for RED of cart, whose prompt was copied last/)
      .waitFor();
    await workbench.diff().waitForRight('gives a cart that holds the item');
    await project.assertUntouched();
    await workbench.notification(/RED of cart.*1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
    await tree.row('cart', 'RED').waitForIcon('testing-passed-icon');
    assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: manual/m);
  });

  it('takes the answer from an open document that was never saved', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'GREEN').inlineAction('Copy prompt of this phase');
    await workbench.notification(/The prompt for GREEN of cart/).waitFor();
    await workbench.writeClipboard(recording('green'));
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.keyboard.press('ControlOrMeta+V');
    await workbench.editorText('unknown code').waitFor();
    await workbench.writeClipboard('no answer yet');
    await workbench.runCommand('AgentForge: Paste response');
    await workbench.diff().waitForRight('quantity must be a positive whole number');
    await workbench.notification(/GREEN of cart.*1 proposed file/).link('Accept all');
    await workbench.notification(/GREEN reached: 11 tests pass/).waitFor();
  });

  it('says so when there is no answer to paste', async () => {
    const { workbench, api } = scene();
    await workbench.openFile('money.js');
    await workbench.runCommand('AgentForge: Paste response');
    await workbench.notification(/Neither the clipboard nor the open document holds an answer/).waitFor();
    assert.equal(api.requests.length, 0);
  });
});
