import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const SECOND_TEST =
  "```javascript:test/cart.more.test.js\nimport { it } from 'node:test';\n\nit('holds', () => {});\n```\n";
const OTHER_PACKAGE =
  '```json:package.json\n{ "type": "module", "scripts": { "test": "node --test", "build": "make" } }\n```\n';

describe('deciding file by file', () => {
  const scene = useScene({ project: shopProject });

  before(() => startSession(scene()));

  it('rejects one by the button of its diff and accepts the other in the tree', async () => {
    const { workbench, api, tree, review, project } = scene();
    api.answer(`${recording('red')}\n${SECOND_TEST}`);
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/2 proposed files/).waitFor();
    await workbench.tab('test/cart.more.test.js (new)').click();
    await workbench.diff().waitForRight("it('holds'");
    await workbench.editorAction('Reject file');
    await review.row('test/cart.more.test.js').waitForIcon('close');
    await workbench.notification(/1 proposed file/).waitFor();
    await workbench.screenshot('review 1 one rejected');
    await review.row('test/cart.test.js').inlineAction('Accept file');
    await workbench.notification(/RED reached: 11 tests fail/).waitFor();
    await assert.rejects(stat(project.path('test/cart.more.test.js')), { code: 'ENOENT' });
  });

  it('opens a proposed file again from its row after its diff was closed', async () => {
    const { workbench, api, tree, review } = scene();
    api.answer(`${recording('green')}\n${OTHER_PACKAGE}`);
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/2 proposed files/).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await review.row('package.json').click();
    await workbench.diff().waitForRight('"build": "make"');
  });

  it('leaves a protected file to a decision of its own, and says so', async () => {
    const { workbench, review } = scene();
    await workbench.notification(/2 proposed files/).link('Accept all');
    await workbench
      .notification(/Still to be decided one by one, because each needs a decision of its own: package\.json/)
      .dismiss();
    await review.row('src/cart.js').waitForIcon('check');
    await review.row('package.json').inlineAction('Accept file');
    const question = workbench.dialog(/package\.json configures what runs in this project/);
    await question.waitFor();
    await workbench.screenshot('review 2 protected');
    await question.button('Cancel');
    assert.match(await review.row('package.json').description(), /protected/);
  });

  it('rejects what is left by the keyboard', async () => {
    const { workbench, project } = scene();
    const before = await project.text('package.json');
    await workbench.page.keyboard.press('ControlOrMeta+Alt+Backspace');
    await workbench.notification(/GREEN reached/).waitFor();
    assert.equal(await project.text('package.json'), before);
  });

  it('accepts all by the keyboard', async () => {
    const { workbench, api, tree } = scene();
    api.answer(recording('refactor'));
    await tree.row('cart', 'REFACTOR').inlineAction('Run phase');
    await workbench.notification(/REFACTOR of cart: 1 proposed file/).waitFor();
    await workbench.page.keyboard.press('ControlOrMeta+Alt+Enter');
    await workbench.notification(/REFACTOR reached/).waitFor();
  });

  it('shows what a phase changed from its file row: its original beside what it wrote', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'REFACTOR').expand();
    await tree.row('cart', 'REFACTOR', 'src/cart.js').click();
    await workbench.diff().waitForRight('PERCENT_TO_PAY');
    assert.doesNotMatch(await workbench.diff().left(), /PERCENT_TO_PAY/);
    assert.match(await workbench.diff().left(), /Phase: GREEN/);
  });
});
