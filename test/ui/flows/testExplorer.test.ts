import assert from 'node:assert/strict';
import { recording, SHOP, shopProject } from '../../cli/projects';
import { useScene } from '../pages/useScene';

const TESTS = 'test/cart.test.js';

describe('tests run from the Test Explorer', () => {
  const scene = useScene({
    project: async () => {
      const project = await shopProject();
      await project.commit();
      return project;
    },
  });

  it('begins with tests that RED has proved', async () => {
    const { workbench, api, tree } = scene();
    await workbench.openActivity('AgentForge');
    await tree.welcomeButton('Start a session').click();
    await workbench.quickInput().choose(SHOP);
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/RED of cart: 1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
  });

  it('runs one test again after the code has changed, and only that one', async () => {
    const { workbench, project } = scene();
    await workbench.openActivity('Testing');
    const results = workbench.tree('Test Explorer');
    await results.row(TESTS).expand();
    await results.row(TESTS, 'subtotal > is 0 for an empty cart').waitForIcon('testing-failed-icon');
    await project.write('src/cart.js', CODE);
    await results.row(TESTS, 'subtotal > is 0 for an empty cart').inlineAction('Run Test');
    await results.row(TESTS, 'subtotal > is 0 for an empty cart').waitForIcon('testing-passed-icon');
    await results.row(TESTS, 'total > refuses an unknown code').waitForIcon('testing-failed-icon');
    await workbench.screenshot('explorer 1 one test');
  });

  it('runs the whole file and shows a failure at its line with expected and actual', async () => {
    const { workbench, project } = scene();
    await project.write('src/cart.js', CODE.replace('* 90', '* 80'));
    const results = workbench.tree('Test Explorer');
    await results.row(TESTS).inlineAction('Run Test');
    await results.row(TESTS, 'total > refuses an unknown code').waitForIcon('testing-passed-icon');
    const failed = results.row(TESTS, 'total > takes ten percent off for TEN, rounded to whole cents');
    await failed.waitForIcon('testing-failed-icon');
    await failed.click();
    await workbench.screenshot('explorer 2 failure');
  });

  it('measures the lines of the component', async () => {
    const { workbench } = scene();
    await workbench.runCommand('Test: Run All Tests with Coverage');
    const coverage = workbench.tree('Test Coverage');
    await coverage.row('cart.js').waitFor();
    await workbench.screenshot('explorer 3 coverage');
  });

  it('debugs with the debugger of the language, or says which extension brings it', async () => {
    const { workbench } = scene();
    const results = workbench.tree('Test Explorer');
    await results.row(TESTS, 'subtotal > is 0 for an empty cart').click();
    await workbench.runCommand('Test: Debug Test at Cursor');
    await workbench.screenshot('explorer 4 debug');
    assert.deepEqual(await workbench.errors(), []);
  });
});

/** The sample's code as GREEN leaves it. */
const CODE = recording('green')
  .replace(/^[\s\S]*?```\w+:src\/cart\.js\n/, '')
  .replace(/\n```[\s\S]*$/, '\n');
