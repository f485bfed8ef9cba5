import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { RunningCli } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { fileAppears } from '../kit/workspaceBuilderFile';
import { HangingTests } from './hangingTests';
import { recording, SHOP, shopProject } from './projects';

const MANY = 300;

describe('a run that is killed', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  function startWith(answer: string): RunningCli {
    const args = ['parse-response', '-', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes', '--verbose'];
    return cli.start(args, { stdin: answer });
  }

  /** The next command, whichever it is, gives the files back and says so. */
  async function assertRecovered(next: readonly string[]): Promise<void> {
    const { stderr } = await cli.run(next);
    assert.match(stderr, /An interrupted red of cart was undone\./);
    await removeHalfWritten();
    await project.assertUntouched();
    const again = await cli.run(next);
    assert.doesNotMatch(again.stderr, /interrupted/);
  }

  /** What was being written at that moment has a name of its own and never got the name of a file of the project. */
  async function removeHalfWritten(): Promise<void> {
    const folder = project.path('test/many');
    const left = await readdir(folder).catch(() => []);
    assert.ok(left.length <= 1 && left.every((name) => /^\.agentforge-[0-9a-f]+\.tmp$/.test(name)), left.join());
    await rm(folder, { recursive: true, force: true });
  }

  it('in the middle of writing 300 files: they are gone with the next command', async () => {
    const blocks = Array.from(
      { length: MANY },
      (_, n) => `\`\`\`javascript:test/many/t${n}.test.js\n// ${n}\n\`\`\`\n`,
    );
    const running = startWith([recording('red'), ...blocks].join('\n'));
    await fileAppears(project.path('test/many'));
    running.signal('SIGKILL');
    assert.equal((await running.ended).signal, 'SIGKILL');
    await assert.rejects(project.text(`test/many/t${MANY - 1}.test.js`), 'it was killed in the middle');
    await assertRecovered(['tdflow', 'status']);
  });

  it('while the tests run: the files are given back with the next command', async () => {
    const hanging = await HangingTests.prepare();
    const running = startWith(hanging.javascriptAnswer);
    const processes = await hanging.processes();
    running.signal('SIGKILL');
    assert.equal((await running.ended).signal, 'SIGKILL');
    await assertRecovered(['tdflow', 'status']);
    for (const pid of processes) process.kill(pid, 'SIGKILL');
    await hanging.dispose();
  });

  it('is told from one that is at work: another command beside it leaves its files alone', async () => {
    const hanging = await HangingTests.prepare();
    const running = startWith(hanging.javascriptAnswer);
    await hanging.processes();
    const { stderr } = await cli.run(['tdflow', 'status']);
    assert.doesNotMatch(stderr, /interrupted/);
    assert.match(await project.text('test/cart.test.js'), /hangs/);
    running.signal('SIGINT');
    assert.equal((await running.ended).code, 130);
    await project.assertUntouched();
    await hanging.dispose();
  });
});
