import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const MOCKED =
  "```javascript:test/cart.more.test.js\nimport { it } from 'node:test';\nimport { emptyCart } from '../src/cart.js';\n\nit('holds', () => {\n  emptyCart();\n});\n```\n";

describe('a verdict that the user sees otherwise', () => {
  const scene = useScene({ project: shopProject });

  it('begins with RED not reached, its tests kept', async () => {
    const { workbench, api, tree } = scene();
    await startSession(scene());
    api.answer(`${recording('red')}\n${MOCKED}`);
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/2 proposed files/).link('Accept all');
    await workbench.notification(/attempt 1 of 3 failed/).link('keep files');
    await workbench.notification(/RED not reached: 1 of 12 tests/).dismiss();
    assert.match(await tree.row('cart', 'RED', 'holds').description(), /asserts nothing/);
  });

  it('shows what the test run printed', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'RED').menu('Show output of the test run');
    await workbench.tab('output.txt').waitFor();
    await workbench.screenshot('waive 1 output');
  });

  it('waives a test with a reason, which stands in the verdict, and judges again', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'RED').menu('Waive with a reason');
    await workbench.quickInput().choose('test/cart.more.test.js::holds');
    const question = workbench.quickInput();
    await question.waitFor('Waive test/cart.more.test.js::holds');
    await workbench.screenshot('waive 2 reason');
    await question.enter('It shows that an empty cart can be made at all.');
    await workbench.notification(/RED reached: 11 tests fail, each for the right reason; 1 other you waived/).waitFor();
    await workbench.screenshot('waive 3 waived');
    assert.match(
      await tree.row('cart', 'RED', 'holds').description(),
      /It shows that an empty cart can be made at all/,
    );
  });
});
