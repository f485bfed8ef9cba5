import { HangingTests } from '../../cli/hangingTests';
import { shopProject } from '../../cli/projects';
import { processIsGone } from '../../kit/cliRunnerProcessGone';
import { eventually } from '../../kit/eventually';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

describe('the window goes while the tests run', () => {
  const scene = useScene({ project: shopProject });
  let tests: HangingTests;
  before(async () => {
    tests = await HangingTests.prepare();
  });
  after(() => tests.dispose());

  it('takes back what was written and ends the processes', async () => {
    const { workbench, api, tree, project } = scene();
    await startSession(scene());
    api.answer(tests.javascriptAnswer);
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await workbench.notification(/1 proposed file/).link('Accept all');
    const pids = await tests.processes();
    await workbench.reload();
    await eventually(async () => {
      for (const pid of pids) if (!processIsGone(pid)) throw new Error(`process ${pid} still runs`);
      await project.assertUntouched();
    });
    // What was accepted was not judged: it is there to go on with.
    await tree.row('cart', 'RED').waitForDescription('a review was left open');
  });
});
