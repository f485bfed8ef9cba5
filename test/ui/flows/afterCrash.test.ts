import assert from 'node:assert/strict';
import { HangingTests } from '../../cli/hangingTests';
import { SHOP, shopProject } from '../../cli/projects';
import { CliRunner } from '../../kit/cliRunner';
import { ownState } from '../../kit/ownState';
import type { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { useScene } from '../pages/useScene';

const DAMAGED = '.agentforge/tdflow/tdflow_20260101_000000_000000.yaml';

describe('a project in which a run was killed, with a damaged session file', () => {
  const scene = useScene({ project: killedProject });

  it('is given back as it was when its folder is opened, and that is said', async () => {
    const { workbench, project } = scene();
    await workbench.notification(/An interrupted run was undone: RED of cart/).waitFor();
    await project.assertUntouched();
  });

  it('names the damaged file and goes on', async () => {
    const { workbench, tree } = scene();
    await workbench.notification(/tdflow_20260101_000000_000000\.yaml:\d+:\d+: /).waitFor();
    await workbench.screenshot('crash 1 opened');
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: Start TDFLOW session');
    await workbench.quickInput().choose(SHOP);
    await tree.row('cart', 'RED').waitFor();
    assert.equal(await tree.row('cart', 'RED').description(), '');
  });
});

/** As the terminal leaves it when it is killed while the tests run. */
async function killedProject(): Promise<WorkspaceBuilder> {
  const project = await shopProject({ [DAMAGED]: 'session_id: [\n' });
  const hanging = await HangingTests.prepare();
  const args = ['parse-response', '-', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
  const running = new CliRunner(project.root, ownState()).start(args, { stdin: hanging.javascriptAnswer });
  const processes = await hanging.processes();
  running.signal('SIGKILL');
  await running.ended;
  for (const pid of processes) process.kill(pid, 'SIGKILL');
  await hanging.dispose();
  return project;
}
