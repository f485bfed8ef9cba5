import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const MANY = 101;
const block = (index: number) => `\`\`\`javascript:src/more/m${index}.js\nexport const value = ${index};\n\`\`\`\n`;

describe('an answer with more files than one undo takes back', () => {
  const scene = useScene({ project: shopProject });

  before(async () => {
    await startSession(scene());
    await reachPhases(scene(), 'RED');
  });

  it('shows one file at a time while it comes, not a tab for each', async () => {
    const { workbench, api, tree } = scene();
    const more = Array.from({ length: MANY }, (_, index) => block(index)).join('\n');
    api.answer(`${more}\n${recording('green')}`);
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/102 proposed files/).waitFor();
    await workbench.tab('src/cart.js (proposed)').waitFor();
    const tabs = await workbench.page.locator('.tabs-container .tab').allInnerTexts();
    assert.deepEqual(
      tabs.filter((label) => /\((new|proposed)\)/.test(label)).map((label) => label.trim().split('\n')[0]),
      ['src/cart.js (proposed)'],
    );
    await workbench.screenshot('many 1 one tab');
  });

  it('offers the rollback when it is written, which takes all of it back', async () => {
    const { workbench, history, project } = scene();
    const before = await project.text('src/cart.js');
    await workbench.runCommand('AgentForge: Accept all');
    const told = workbench.notification(/GREEN reached: .* 102 files were written/);
    await told.waitFor();
    await workbench.screenshot('many 2 rollback offered');
    await told.button('Roll back');
    await workbench.notification(/GREEN of cart rolled back/).waitFor();
    await history.open();
    await history.row('2 GREEN of cart').waitForDescription('rolled back');
    assert.equal(await project.text('src/cart.js'), before);
    await assert.rejects(project.text('src/more/m0.js'), { code: 'ENOENT' });
  });
});
