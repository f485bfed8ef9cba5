import assert from 'node:assert/strict';
import { chmod, readFile, stat } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { SHOP, shopProject } from './projects';

const CODE = 'src/cart.js';
const TESTS = 'test/cart.test.js';

describe('agentforge tdflow rollback, in a process that knows only what is on disk', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  async function reach(...phases: readonly string[]): Promise<void> {
    for (const phase of phases) {
      const args = ['tdflow', phase, '--spec', SHOP, '--component', 'cart', '--provider', 'recorded', '--yes'];
      const { code, stdout, stderr } = await cli.run(args);
      assert.equal(code, 0, stdout + stderr);
    }
  }

  function rollback(...more: readonly string[]): Promise<CliResult> {
    return cli.run(['tdflow', 'rollback', ...more]);
  }

  it('takes the steps back one by one, the newest first, until everything is as it was', async () => {
    await reach('red', 'green', 'refactor');
    const green = (await rollback()).stderr;
    assert.match(green, /refactor of cart was rolled back\./);
    assert.match(await project.text(CODE), /^\/\/ Phase: GREEN$/m);
    assert.match((await rollback()).stderr, /green of cart was rolled back\./);
    assert.match((await rollback()).stderr, /red of cart was rolled back\./);
    await project.assertUntouched();
    const { code, stderr } = await rollback();
    assert.equal(code, 2);
    assert.match(stderr, /No generation of this session is in place\./);
  });

  it('the session forgets what was taken back', async () => {
    await reach('red', 'green');
    await rollback();
    const { stdout } = await cli.run(['tdflow', 'status']);
    assert.match(stdout, /cart {2}RED reached: .*\n {4}✓ RED [\s\S]*\n {4}○ GREEN\n/);
    await reach('green');
  });

  it('keeps what was typed since in other lines', async () => {
    await reach('red', 'green');
    const generated = await project.text(CODE);
    await project.write(CODE, generated.replace('/** @typedef {{ items:', '// mine\n/** @typedef {{ items:'));
    const { code, stderr } = await rollback();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /src\/cart\.js: only the generated part was taken back; your own edits are kept\./);
    const original = await project.git('show', `HEAD:${CODE}`);
    assert.equal(
      await project.text(CODE),
      original.replace('/** @typedef {{ items:', '// mine\n/** @typedef {{ items:'),
    );
  });

  it('takes nothing back where the same lines were changed since, and names the file', async () => {
    await reach('red', 'green');
    const edited = (await project.text(CODE)).replace('const items = [];', 'const items = []; // mine');
    await project.write(CODE, edited);
    const { code, stderr } = await rollback();
    assert.equal(code, 1);
    assert.match(stderr, /The same lines were changed since, so nothing was taken back: src\/cart\.js\./);
    assert.equal(await project.text(CODE), edited);
  });

  it('a generated file that was edited since is not deleted', async () => {
    await reach('red');
    const edited = `${await project.text(TESTS)}\n// mine\n`;
    await project.write(TESTS, edited);
    const { code } = await rollback();
    assert.equal(code, 1);
    assert.equal(await project.text(TESTS), edited);
  });

  it('--phase and --component choose which one', async () => {
    await reach('red', 'green');
    const { code, stderr } = await rollback('--component', 'receipt');
    assert.equal(code, 2);
    assert.match(stderr, /No generation of this session is in place\./);
    assert.equal((await rollback('--component', 'cart', '--phase', 'green')).code, 0);
    assert.equal(await project.text(CODE), await project.git('show', `HEAD:${CODE}`));
    assert.match(await project.text(TESTS), /addItem/);
  });

  it('shows what was generated, and takes back one by its number or all after a point', async () => {
    await reach('red', 'green', 'refactor');
    const history = async () => (await cli.run(['tdflow', 'history'])).stdout;
    assert.match(await history(), /^ {2}3 .* REFACTOR cart .* in place$[\s\S]*modified src\/cart\.js/m);
    assert.match((await rollback('2')).stderr, /REFACTOR of cart is built on it\./);
    assert.match((await rollback('9')).stderr, /There is no generation 9\./);
    assert.equal((await rollback('3')).code, 0);
    assert.match(await history(), /^ {2}3 .* rolled back$[\s\S]*^ {2}2 .* GREEN cart .* in place$/m);
    assert.equal((await rollback('3')).code, 2);
    const { code, stderr } = await rollback('--to', '0');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /green of cart was rolled back\.[\s\S]*red of cart was rolled back\./);
    await project.assertUntouched();
    const { stdout } = await cli.run(['tdflow', 'history', '--json']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ event, number, state }) => [event, number, state]),
      [3, 2, 1].map((number) => ['generation', number, 'rolled back']),
    );
  });

  it('--on-conflict decides for the files in which the same lines were changed', async () => {
    await reach('red');
    const edited = `${await project.text(TESTS)}\n// mine\n`;
    await project.write(TESTS, edited);
    const { code, stderr } = await rollback('--on-conflict', 'mine');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /test\/cart\.test\.js: the same lines were changed since, so it was left as it is\./);
    assert.equal(await project.text(TESTS), edited);
  });

  it('--on-conflict original gives such a file back, all after a point too, and says so', async () => {
    await reach('red');
    const original = await project.text(TESTS).then((text) => `${text}\n// mine\n`);
    await project.write(TESTS, original);
    assert.match((await rollback('--to', '0')).stderr, /test\/cart\.test\.js/);
    assert.equal(await project.text(TESTS), original);
    const { code, stderr } = await rollback('--to', '0', '--on-conflict', 'original');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /test\/cart\.test\.js: given back as it was before/);
    const [, copy = ''] = /What you had there is in (\S+)\.\s/.exec(stderr) ?? [];
    assert.equal(await project.text(copy), original);
    await project.assertUntouched();
  });

  it('--json tells what was given back', async () => {
    await reach('red');
    const { stdout, stderr } = await rollback('--json');
    assert.equal(stderr, '');
    const [event] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(event, { event: 'rolled-back', files: [TESTS], why: 'asked' });
  });

  it('a file with CRLF, BOM and an executable bit keeps all three through GREEN, and comes back byte for byte', async () => {
    const original = Buffer.from(`\ufeff${(await project.text(CODE)).replaceAll('\n', '\r\n')}`);
    await project.write(CODE, original, 0o755);
    await project.commit();
    await reach('red');
    await project.commit();
    await reach('green');
    const generated = await project.text(CODE);
    assert.match(generated, /^\ufeff\/\/ Generated by AgentForge LLM Generation\r\n/);
    assert.ok(!/[^\r]\n/.test(generated), 'every line ends as the lines of the file did');
    assert.equal((await stat(project.path(CODE))).mode & 0o777, 0o755);
    assert.equal((await rollback()).code, 0);
    assert.deepEqual(await readFile(project.path(CODE)), original);
    await project.assertUntouched();
  });

  it('--yes gives a file with odd permissions back as it was when the verdict is not reached', async () => {
    await reach('red');
    await chmod(project.path(CODE), 0o640);
    await project.commit();
    await project.write(
      '.agentforge/recordings/cart.green.md',
      `\`\`\`javascript:${CODE}\nexport const nothing = 1;\n\`\`\`\n`,
    );
    await project.commit();
    assert.equal((await cli.run(['tdflow', 'green', '--provider', 'recorded', '--yes'])).code, 1);
    await project.assertUntouched();
  });
});
