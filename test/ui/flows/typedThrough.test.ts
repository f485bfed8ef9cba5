import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { eventually } from '../../kit/eventually';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const TYPED = '// typed while the diff came';

describe('typing in a file of one’s own while a phase proposes another one', () => {
  const scene = useScene({ project: shopProject });

  it('loses no key: the diff opens beside what is in front', async () => {
    const { workbench, api, tree } = scene();
    const { keyboard } = workbench.page;
    await startSession(scene());
    await tree.row('cart', 'RED').waitFor();
    await workbench.openFile('src/money.js');
    await keyboard.press('ControlOrMeta+End');
    const exchange = api.answer(recording('red'), { gates: [500] });
    await workbench.runCommand('AgentForge: Generate RED tests');
    await workbench.quickInput().choose('cart');
    await exchange.paused();
    await workbench.diff().waitForRight('import assert');
    await keyboard.type(TYPED);
    await workbench.editorText(TYPED).waitFor();
    exchange.open();
    await workbench.notification(/RED of cart: 1 proposed file/).waitFor();
    await keyboard.type(', and after');
    await workbench.editorText(`${TYPED}, and after`).waitFor();
    await workbench.screenshot('typed 1 beside');
  });

  it('goes on in that file when the diff is gone', async () => {
    const { workbench, project } = scene();
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/RED reached: 11 tests fail/).waitFor();
    assert.deepEqual(await workbench.tabs(), ['money.js']);
    await workbench.page.keyboard.press('ControlOrMeta+S');
    await eventually(async () => assert.ok((await project.text('src/money.js')).endsWith(`${TYPED}, and after`)));
  });
});
