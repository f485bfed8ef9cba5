import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult, RunningCli } from '../kit/cliRunnerProcess';
import { processesEnd } from '../kit/cliRunnerProcessGone';
import { eventually } from '../kit/eventually';
import { writeOwnFile, writeOwnSettings } from '../kit/ownState';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const SECRET = 'external-secret-4711';

describe('a program of the user’s that writes', () => {
  let user: TemporaryWorkspace;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    user = await TemporaryWorkspace.make();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await user.dispose();
  });

  /** A command whose program writes the files of a recorded answer into the folder in which it runs; \`more\` is done before. */
  async function writer(phase: string, more = ''): Promise<readonly string[]> {
    const blocks = [...recording(phase).matchAll(/^```\w+:(.+)\n([\s\S]*?)^```$/gm)].map(([, file, text]) => [
      file,
      text,
    ]);
    await user.write(
      'writer.cjs',
      `const fs = require('node:fs');
       const path = require('node:path');
       const told = (name, text) => fs.writeFileSync(path.join(${JSON.stringify(user.root)}, name), String(text));
       told('folder', process.cwd());
       told('prompt', fs.readFileSync(process.argv[2], 'utf8'));
       told('files', process.argv.slice(3).join(' '));
       ${more}
       for (const [file, text] of ${JSON.stringify(blocks)}) {
         fs.mkdirSync(path.dirname(file), { recursive: true });
         fs.writeFileSync(file, text);
       }
       console.log('I wrote it.');`,
    );
    return [process.execPath, user.path('writer.cjs'), '{prompt}', '{files}'];
  }

  const args = (phase: string) => [
    'tdflow',
    phase,
    '--spec',
    SHOP,
    '--component',
    'cart',
    '--provider',
    'external',
    '--yes',
  ];

  function start(phase: string, command: readonly string[] | undefined, more: readonly string[] = []): RunningCli {
    const set = command === undefined ? {} : { AGENTFORGE_EXTERNAL_COMMAND: JSON.stringify(command) };
    const env = { ...set, ANTHROPIC_API_KEY: SECRET };
    return new CliRunner(project.root, env).start([...args(phase), ...more]);
  }

  const run = (...asked: Parameters<typeof start>): Promise<CliResult> => start(...asked).ended;

  it('takes a component through RED and GREEN: its changes are reviewed, written, judged and taken back like any answer', async () => {
    const red = await run('red', await writer('red', `told('env', JSON.stringify(process.env));`));
    assert.equal(red.code, 0, red.stderr);
    assert.match(red.stdout, /node in a copy of the project; what it costs is not known/);
    assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: node \(external\)$/m);
    assert.equal(await user.text('files'), 'test/cart.test.js');
    assert.match(await user.text('prompt'), /You work in a copy of a project[\s\S]*tests for the component cart/);
    assert.ok(!(await user.text('env')).includes(SECRET), 'our key');
    assert.equal(existsSync(await user.text('folder')), false, 'the copy');
    const before = await project.text('src/cart.js');
    const green = await run('green', await writer('green'));
    assert.equal(green.code, 0, green.stderr);
    assert.notEqual(await project.text('src/cart.js'), before);
    const { code, stderr } = await new CliRunner(project.root).run(['tdflow', 'rollback']);
    assert.equal(code, 0, stderr);
    assert.equal(await project.text('src/cart.js'), before);
    assert.equal(existsSync(project.path('test/cart.test.js')), true);
  });

  it('is shown no file that the user leaves out, for this run', async () => {
    await project.write('src/private.js', 'mine\n');
    await project.commit();
    const more = `told('shown', ['src/money.js', 'src/private.js'].filter((each) => fs.existsSync(each)).join(' '));`;
    const { code, stderr } = await run('red', await writer('red', more), ['--leave-out', 'src/private.js']);
    assert.equal(code, 0, stderr);
    assert.equal(await user.text('shown'), 'src/money.js');
  });

  it('may change tests only in RED: what else it changed is named, with all that it wrote, and nothing is changed', async () => {
    const command = await writer('red', `fs.writeFileSync('package.json', '{}');`);
    const { code, stdout, stderr } = await run('red', command);
    assert.equal(code, 3, stderr);
    assert.match(stdout, /refused +package\.json: RED writes tests only[\s\S]*proposed +test\/cart\.test\.js/);
    assert.match(stderr, /The answer was refused: package\.json: RED writes tests only/);
    await project.assertUntouched();
  });

  it('ended badly: the last that it said is told, with what to do, and nothing is changed', async () => {
    const { code, stderr } = await run('red', await writer('red', `console.error('no credit'); process.exit(4);`));
    assert.equal(code, 3);
    assert.match(
      stderr,
      /The external program gave no answer, and nothing was changed: node ended with exit code 4:\s+no credit/,
    );
    assert.match(stderr, /Try the command of agentforge\.external\.command in a terminal, or give the prompt in /);
    await project.assertUntouched();
  });

  it('changed nothing: that is told', async () => {
    const { code, stderr } = await run('red', await writer('red', 'process.exit();'));
    assert.equal(code, 3);
    assert.match(stderr, /The answer holds no file/);
    await project.assertUntouched();
  });

  it('is not set: where to set it is told, and no file of the project can', async () => {
    const command = `command: ${JSON.stringify(await writer('red'))}\n`;
    await project.write('.agentforge/external.yaml', command);
    await project.write('external.yaml', command);
    await project.write('.agentforge/generation.yaml', `external:\n  ${command}`);
    await project.write('.env', `AGENTFORGE_EXTERNAL_COMMAND=${JSON.stringify(await writer('red'))}\n`);
    await project.commit();
    const { code, stderr } = await run('red', undefined);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /No external program is set that writes\.\s+Set agentforge\.external\.command .* external\.yaml/,
    );
    assert.equal(existsSync(user.path('folder')), false, 'it was not started');
    await project.assertUntouched();
  });

  it('is set in the user’s own file', async () => {
    writeOwnFile('external.yaml', `command: ${JSON.stringify(await writer('red'))}\n`, project.root);
    const { code, stderr } = await run('red', undefined);
    assert.equal(code, 0, stderr);
  });

  it('is none that the project could choose', async () => {
    await project.write('bin/aider', '#!/bin/sh\n');
    await chmod(project.path('bin/aider'), 0o755);
    await project.commit();
    for (const program of ['bin/aider', project.path('bin/aider'), 'npx']) {
      const { code, stderr } = await run('red', [program, '{prompt}']);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /so a repository could choose it|there is no "npx"/);
    }
    await project.assertUntouched();
  });

  it('is not started where a cap is set, for what it costs nobody knows', async () => {
    writeOwnSettings('budget:\n  per_day: 5\n', project.root);
    const { code, stderr } = await run('red', await writer('red'));
    assert.equal(code, 2);
    assert.match(stderr, /What node \(external\) costs is not known, so the cap of \$5\.00 for today cannot be kept/);
    assert.equal(existsSync(user.path('folder')), false);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends with the run at ${signal}, with all that it started, and leaves no copy`, async () => {
      const running = await startHanging();
      running.signal(signal);
      const { code, stderr } = await running.ended;
      assert.equal(code, 130, stderr);
      await assertGone();
    });
  }

  it('leaves a copy when the run is killed, which the next run removes', async () => {
    const running = await startHanging();
    running.signal('SIGKILL');
    await running.ended;
    for (const pid of await pids()) process.kill(pid, 'SIGKILL');
    const folder = await user.text('folder');
    assert.equal(existsSync(folder), true);
    const { code, stderr } = await run('red', await writer('red'));
    assert.equal(code, 0, stderr);
    assert.equal(existsSync(folder), false);
  });

  async function startHanging(): Promise<RunningCli> {
    const hanging = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { detached: true, stdio: 'ignore' });
      told('pids.new', process.pid + ' ' + child.pid);
      fs.renameSync(path.join(${JSON.stringify(user.root)}, 'pids.new'), path.join(${JSON.stringify(user.root)}, 'pids'));
      setTimeout(() => process.exit(), 600000);
      return;`;
    const running = start('red', await writer('red', hanging));
    await eventually(() => assert.ok(existsSync(user.path('pids'))));
    return running;
  }

  const pids = async () => (await user.text('pids')).split(' ').map(Number);

  async function assertGone(): Promise<void> {
    await processesEnd(await pids());
    assert.equal(existsSync(await user.text('folder')), false);
    await project.assertUntouched();
  }
});
