import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { startSession } from '../pages/startSession';
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

  it('begins with a component that is GREEN', async () => {
    const { workbench, api, tree } = scene();
    await startSession(scene());
    for (const phase of ['RED', 'GREEN']) {
      api.answer(recording(phase.toLowerCase()));
      await tree.row('cart', phase).inlineAction('Run phase');
      await workbench.notification(new RegExp(`${phase} of cart: 1 proposed file`)).link('Accept all');
      await workbench.notification(new RegExp(`${phase} reached`)).waitFor();
    }
  });

  it('runs all of them again after the code was changed by hand, each with its own result', async () => {
    const { workbench, project } = scene();
    await workbench.openActivity('Testing');
    const results = workbench.tree('Test Explorer');
    await results.row(TESTS).expand();
    await project.write('src/cart.js', (await project.text('src/cart.js')).replace('* 90', '* 80'));
    await workbench.runCommand('Test: Run All Tests');
    const failed = results.row(TESTS, 'total > takes ten percent off for TEN, rounded to whole cents');
    await failed.waitForIcon('testing-failed-icon');
    await results.row(TESTS, 'total > refuses an unknown code').waitForIcon('testing-passed-icon');
    await workbench.screenshot('explorer 1 run again');
  });

  it('measures the lines of the component', async () => {
    const { workbench } = scene();
    await workbench.runCommand('Test: Run All Tests with Coverage');
    await workbench.tree('Test Coverage').row('cart.js').waitFor();
    await workbench.screenshot('explorer 2 coverage');
  });

  it('starts the debugger of the language on the test at the cursor', async () => {
    const { workbench } = scene();
    const results = workbench.tree('Test Explorer');
    await results.row(TESTS, 'subtotal > is 0 for an empty cart').click();
    await workbench.runCommand('Test: Debug Test at Cursor');
    await workbench.screenshot('explorer 3 debug');
    assert.deepEqual(await workbench.errors(), []);
  });
});
