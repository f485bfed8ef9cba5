import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { eventually } from '../../kit/eventually';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const TESTS = 'test/cart.test.js';
const WITH_PERCENT = (percent: number): string => recording('green').replace('* 90) / 100', `* ${percent}) / 100`);
const CLAIM = `Both cannot hold.
<contradiction test="total > takes ten percent off for TEN, rounded to whole cents" criterion="TEN">
The test takes another discount than the specification.
</contradiction>
`;

describe('attempts that fail, and what the user makes of them', () => {
  const scene = useScene({
    project: async () => {
      const project = await shopProject();
      await project.commit();
      return project;
    },
  });

  async function proposes(answer: string): Promise<void> {
    const { workbench, api, tree } = scene();
    api.answer(answer);
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    await workbench.notification(/GREEN of cart: \d proposed file/).waitFor();
  }

  it('begins with RED reached', async () => {
    await startSession(scene());
    await reachPhases(scene(), 'RED');
  });

  it('says which attempt failed, and tries again from the same base when asked', async () => {
    const { workbench, api, tree, project } = scene();
    const before = await project.text('src/cart.js');
    await proposes(WITH_PERCENT(80));
    await workbench.notification(/GREEN of cart: \d proposed file/).link('Accept all');
    const failed = workbench.notification(/attempt 1 of 3 failed\. 1 of 11 tests does not pass/);
    assert.match(await failed.text(), /Try again, edit feedback, keep files or take back\.$/);
    await tree.row('cart', 'GREEN').waitForDescription('failed, waiting for your decision (attempt 1 of 3)');
    await workbench.screenshot('repair 1 attempt failed');
    api.answer(recording('green'));
    await failed.link('Try again');
    await workbench.notification(/GREEN of cart: \d proposed file/).waitFor();
    assert.equal(await project.text('src/cart.js'), before, 'the second attempt begins at the same base');
    await tree.row('cart', 'GREEN').waitForDescription('attempt 2 of 3');
    assert.match(api.request().prompt, /Attempt 1 did not come through/);
    await workbench.notification(/GREEN of cart: \d proposed file/).link('Accept all');
    await workbench.notification(/GREEN reached: 11 tests pass/).waitFor();
    await tree.row('cart').waitForDescription('GREEN reached: 11 tests pass');
    await workbench.screenshot('repair 2 reached');
  });

  it('fixes with AgentForge from the row of a verdict that was not reached', async () => {
    const { workbench, api, tree } = scene();
    await tree.row('cart', 'GREEN').inlineAction('Roll back this phase');
    await workbench.notification(/GREEN of cart rolled back/).waitFor();
    await proposes(WITH_PERCENT(70));
    await workbench.notification(/GREEN of cart: \d proposed file/).link('Accept all');
    await tree.row('cart', 'GREEN').waitForDescription('failed, waiting for your decision');
    await workbench.runCommand('AgentForge: Take back');
    await tree.row('cart', 'GREEN').waitForIcon('testing-failed-icon');
    await tree.row('cart').waitForDescription('GREEN failed: 1 of 11 tests does not pass');
    api.answer(recording('green'));
    await tree.row('cart', 'GREEN').inlineAction('Fix with AgentForge');
    await workbench.notification(/GREEN of cart: \d proposed file/).waitFor();
    assert.match(api.request().prompt, /<phase>GREEN, mode fix, component cart<\/phase>/);
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
  });

  it('tells the next attempt what the user made of the feedback', async () => {
    const { workbench, api, tree } = scene();
    await proposes(WITH_PERCENT(60));
    await workbench.notification(/GREEN of cart: \d proposed file/).link('Accept all');
    await tree.row('cart', 'GREEN').inlineAction('Edit feedback');
    await workbench.notification(/attempt 2 of 3 is told what stands in the open document/).waitFor();
    await workbench.screenshot('repair 6 edit feedback');
    await workbench.page.keyboard.press('ControlOrMeta+A');
    await workbench.page.keyboard.type('Ten percent off means ninety percent to pay.');
    api.answer(recording('green'));
    await tree.row('cart', 'GREEN').inlineAction('Try again');
    await workbench.notification(/GREEN of cart: \d proposed file/).waitFor();
    assert.match(api.request().prompt, /Ten percent off means ninety percent to pay\./);
    assert.doesNotMatch(api.request().prompt, /255 !== 383/);
    assert.ok((await workbench.tabs()).every((tab) => !tab.startsWith('Untitled')));
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
  });

  it('shows a claimed contradiction beside test and criterion, and asks nobody again', async () => {
    const { workbench, api, tree } = scene();
    api.answer(CLAIM);
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    const claim = workbench.notification(/contradict each other: The test takes another discount/);
    assert.deepEqual(await claim.buttons(), ['Open test', 'Open criterion', 'Show log']);
    await workbench.screenshot('repair 3 contradiction');
    await claim.button('Open test');
    await workbench.tab('cart.test.js').waitFor();
    await tree.row('cart').waitForDescription('GREEN waits for your decision');
  });

  it('accepts a change of what the tests promise only with a reason, apart from the code', async () => {
    const { workbench, project } = scene();
    const tests = await project.text(TESTS);
    const weaker = tests.replace(
      "assert.equal(shop.total(filled, 'TEN'), 383)",
      "assert.ok(shop.total(filled, 'TEN'))",
    );
    assert.notEqual(weaker, tests);
    await proposes(`${recording('green')}\n\`\`\`javascript:${TESTS}\n${weaker}\`\`\`\n`);
    await workbench.runCommand('AgentForge: Accept all');
    const row = scene().review.row(TESTS);
    await row.waitForDescription('contract change');
    await workbench.screenshot('repair 4 contract change');
    await row.inlineAction('Accept file');
    const question = workbench.dialog(/changes what the tests promise/);
    assert.match(await question.text(), /383/);
    await question.button('Accept');
    await workbench.quickInput().waitFor('Contract change in test/cart.test.js');
    await workbench.quickInput().enter('Rounding is the business of the receipt.');
    await workbench.notification(/GREEN reached: .* that you accepted in test\/cart\.test\.js/).waitFor();
    await eventually(async () => {
      const [session = ''] = await project.ownFiles('tdflow');
      assert.match(await project.text(session), /Rounding is the business of the receipt\./);
    });
    await workbench.screenshot('repair 5 contract changed');
  });
});
