import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { useWorkbench } from './pages/useWorkbench';

describe('the sample in the editor, with recorded answers', () => {
  let folder = '';
  const workbench = useWorkbench(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agentforge-ui-sample-'));
    await cp(join(repositoryRoot, 'media', 'sample'), folder, { recursive: true });
    return { folder, trust: true };
  });

  it('offers specification, sample and key while there is no session', async () => {
    await workbench().openActivity('AgentForge');
    await workbench().tree('TDFLOW').welcomeButton('Open the sample').waitFor();
    const text = await workbench().tree('TDFLOW').welcomeText();
    await workbench().screenshot('sample 1 empty');
    for (const button of ['Open a specification', 'Open the sample', 'Set the API key'])
      assert.ok(text.includes(button), text);
  });

  it('generates RED from the open specification', async () => {
    await workbench().openFile('shop.yaml');
    await workbench().runCommand('AgentForge: Generate RED tests');
    await workbench().quickInput().waitFor('cart');
    await workbench().screenshot('sample 2 component');
    await workbench().quickInput().choose('cart');
    await workbench().quickInput().waitFor('recorded');
    await workbench().screenshot('sample 3 no key');
    await workbench().quickInput().choose('Use the recorded answer');
    const diff = workbench().diff();
    await diff.waitForRight('gives a cart that holds the item');
    await workbench().screenshot('sample 4 proposal');
    await assert.rejects(readFile(join(folder, 'test/cart.test.js')), 'nothing is written before consent');
  });

  it('writes, runs and judges what is accepted', async () => {
    await workbench()
      .notification(/1 proposed file/)
      .link('Accept all');
    await workbench()
      .notification(/RED reached/)
      .waitFor();
    await workbench().tree('TDFLOW').row('cart', 'RED').expand();
    await workbench().screenshot('sample 5 red');
    assert.match(await readFile(join(folder, 'test/cart.test.js'), 'utf8'), /Phase: RED/);
  });

  it('goes on to GREEN, REFACTOR and VERIFY by the run buttons', async () => {
    const tree = workbench().tree('TDFLOW');
    for (const phase of ['GREEN', 'REFACTOR'] as const) {
      await tree.row('cart', phase).inlineAction('Run phase');
      await workbench().quickInput().choose('Use the recorded answer');
      await workbench()
        .notification(new RegExp(`${phase} of cart: 1 proposed file`))
        .waitFor();
      await workbench().screenshot(`sample 6 ${phase} proposal`);
      await workbench()
        .notification(new RegExp(`${phase} of cart: 1 proposed file`))
        .link('Accept all');
      await workbench()
        .notification(new RegExp(`${phase} reached`))
        .waitFor();
    }
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    await workbench()
      .notification(/VERIFY reached/)
      .waitFor();
    await tree.row('cart', 'VERIFY').expand();
    await workbench().screenshot('sample 7 verify');
  });

  it('shows beside the code what its tests prove of each line', async () => {
    await workbench().openFile('src/cart.js');
    await workbench().page.locator('.cgmr[class*="ced-"]').first().waitFor();
    await workbench().screenshot('sample 8 proof in the gutter');
  });
});
