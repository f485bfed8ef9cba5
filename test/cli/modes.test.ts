import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const WRONG_GREEN = recording('green').replace('* 90) / 100', '* 80) / 100');

describe('adding to what is there, and repairing it', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    assert.equal((await phase('red', recording('red'))).code, 0);
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function phase(name: string, text: string, ...more: readonly string[]): Promise<CliResult> {
    api.answer(text);
    return cli.run([
      'generate',
      '--spec',
      SHOP,
      '--component',
      'cart',
      '--phase',
      name,
      '--yes',
      '--attempts',
      '1',
      ...more,
    ]);
  }

  function run(text: string, ...args: readonly string[]): Promise<CliResult> {
    api.answer(text);
    return cli.run([...args, '--yes']);
  }

  /** The last prompt as the model got it. */
  function prompt(): string {
    return api.request().prompt;
  }

  it('--mode incremental adds tests to the end of the file; those that pass already are not judged again', async () => {
    assert.equal((await phase('green', recording('green'))).code, 0);
    const before = await project.text('test/cart.test.js');
    const added =
      "\nit('cannot be changed', () => {\n  assert.ok(Object.isFrozen(shop.addItem(shop.emptyCart(), apple)));\n});\n";
    const answer = `\`\`\`append:test/cart.test.js${added}\`\`\`\n`;
    const { code, stdout, stderr } = await phase('red', answer, '--mode', 'incremental');
    assert.equal(code, 0, stdout + stderr);
    assert.equal(await project.text('test/cart.test.js'), before + added.slice(1));
    assert.match(stdout, /RED reached: 1 test fails, each for the right reason\./);
    assert.match(stdout, /11 tests from before this generation are not counted\./);
    assert.match(prompt(), /<phase>RED, mode incremental, component cart<\/phase>/);
    assert.match(prompt(), /Add to the existing files with append blocks; leave what is there as it is\./);
    assert.match(prompt(), /<tests>[\s\S]*takes ten percent off for TEN[\s\S]*<\/tests>/);
  });

  it('a GREEN that failed is shown to the next one, which repairs it with --mode fix', async () => {
    assert.equal((await phase('green', WRONG_GREEN)).code, 1);
    const { code, stderr } = await phase('green', recording('green'), '--mode', 'fix');
    assert.equal(code, 0, stderr);
    assert.match(
      prompt(),
      /<error_context>[\s\S]*FAILED test\/cart\.test\.js::[\s\S]*takes ten percent off for TEN[\s\S]*<\/error_context>/,
    );
    assert.match(prompt(), /Repair what <error_context> reports and change nothing else\./);
  });

  it('--fix with a saved verdict knows component and phase by itself', async () => {
    assert.equal((await phase('green', WRONG_GREEN)).code, 1);
    const verdict =
      (await project.ownFiles('history')).find((file) => /002-green-cart\/verdict\.json$/.test(file)) ?? '';
    const { code, stdout, stderr } = await run(recording('green'), 'generate', '--fix', verdict);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /GREEN reached: 11 tests pass/);
    assert.match(prompt(), /<phase>GREEN, mode fix, component cart<\/phase>/);
    assert.match(prompt(), /<error_context>[\s\S]*1 of 11 tests does not pass\.[\s\S]*340[\s\S]*<\/error_context>/);
  });

  it("--fix with a runner's own output takes the rest from the session", async () => {
    const output = 'not ok 9 - takes ten percent off for TEN\n  expected: 383\n  actual: 340\n';
    await project.write('report.txt', output);
    const { code, stderr } = await run(recording('green'), 'generate', '--fix', 'report.txt', '--phase', 'green');
    assert.equal(code, 0, stderr);
    assert.match(
      prompt(),
      /<error_context>\nnot ok 9 - takes ten percent off for TEN\n {2}expected: 383\n {2}actual: 340\n<\/error_context>/,
    );
    assert.match(prompt(), /<phase>GREEN, mode fix, component cart<\/phase>/);
  });

  it('--fix of RED stays with the component whose tests they are, although another one waits', async () => {
    await project.write('report.txt', 'the test of the rounding is missing\n');
    const more = recording('red').replace("describe('total'", "describe('the total'");
    const { code, stdout, stderr } = await run(more, 'generate', '--fix', 'report.txt');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^RED {2}cart$/m);
  });

  it('--fix takes the output from standard input too', async () => {
    api.answer(recording('green'));
    const args = ['generate', '--fix', '-', '--phase', 'green', '--yes'];
    const { code, stderr } = await cli.run(args, { stdin: 'E assert 340 == 383\n' });
    assert.equal(code, 0, stderr);
    assert.match(prompt(), /<error_context>\nE assert 340 == 383\n<\/error_context>/);
  });

  it('--fix of a file that is not there', async () => {
    const { code, stderr } = await cli.run(['generate', '--fix', 'none.txt', '--yes']);
    assert.equal(code, 2);
    assert.match(stderr, /none\.txt cannot be read: /);
  });

  it('--verbose shows what the runner prints, and only then', async () => {
    const talkative = recording('green').replace('let sum = 0;', "let sum = 0;\n  console.log('adding up');");
    const quiet = await phase('green', talkative);
    assert.equal(quiet.code, 0, quiet.stderr);
    assert.doesNotMatch(quiet.stdout.replace(/^ +\+.*$/gm, ''), /adding up/);
    const { stdout } = await cli.run(['tdflow', 'verify', '--verbose']);
    assert.match(stdout, /adding up/);
  });
});
