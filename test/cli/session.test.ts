import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { SHOP, shopProject } from './projects';

const OTHER = 'specs/other.yaml';

describe('agentforge tdflow: a session from start to end', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    const other =
      'spec_id: other-v1\nname: other\ncomponents:\n  - name: thing\n    location: src/thing.js\n    test_location: test/thing.test.js\n';
    project = await shopProject({ [OTHER]: other });
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  function tdflow(...args: readonly string[]): Promise<CliResult> {
    return cli.run(['tdflow', ...args]);
  }

  async function done(...args: readonly string[]): Promise<CliResult> {
    const result = await tdflow(...args);
    assert.equal(result.code, 0, result.stdout + result.stderr);
    return result;
  }

  function recorded(phase: string, ...more: readonly string[]): Promise<CliResult> {
    return done(phase, '--provider', 'recorded', '--yes', ...more);
  }

  it('start stores a session; the phases need neither specification nor, after RED, a component', async () => {
    const started = await done('start', '--spec', SHOP);
    assert.match(started.stderr, /Session tdflow_\d{8}_\d{6}_\d{6} over specs\/shop\.yaml with 2 components\./);
    assert.match(
      started.stdout,
      /specs\/shop\.yaml {2}0 of 2 verified\n {2}· cart {2}pending\n {4}○ RED\n {4}· GREEN\n/,
    );
    await recorded('red', '--component', 'cart');
    await recorded('green');
    await recorded('refactor');
    await done('verify');
    const { stdout } = await done('status');
    assert.match(stdout, /specs\/shop\.yaml {2}1 of 2 verified\n {2}✓ cart {2}verified: Passed: /);
    for (const phase of ['RED', 'GREEN', 'REFACTOR', 'VERIFY']) assert.match(stdout, new RegExp(`✓ ${phase} {2}`));
    assert.equal((await project.ownFiles('tdflow')).length, 1, 'one session, one file');
  });

  it('status from a folder below is the same', async () => {
    await done('start', '--spec', SHOP);
    const below = await new CliRunner(project.path('src')).run(['tdflow', 'status']);
    assert.equal(below.stdout, (await done('status')).stdout);
  });

  it('status says when files changed since a verdict', async () => {
    await recorded('red', '--spec', SHOP, '--component', 'cart');
    await project.write('test/cart.test.js', `${await project.text('test/cart.test.js')}\n// changed\n`);
    assert.match((await done('status')).stdout, /! RED {2}files changed since: run again/);
  });

  it('status and list --json are one event a line', async () => {
    await done('start', '--spec', SHOP);
    const [status] = lines(await done('status', '--json'));
    assert.equal(status.event, 'outline');
    assert.equal(status.rows[0].children[0].label, 'cart');
    const [listed] = lines(await done('list', '--json'));
    assert.equal(listed.event, 'session');
    assert.match(listed.session, /^tdflow_/);
  });

  it('list shows every session, resume makes one the current one', async () => {
    const [first = ''] = /tdflow_\d+_\d+_\d+/.exec((await done('start', '--spec', SHOP)).stderr) ?? [];
    const [second = ''] = /tdflow_\d+_\d+_\d+/.exec((await done('start', '--spec', OTHER)).stderr) ?? [];
    assert.match(
      (await done('list')).stdout,
      new RegExp(`^${second} {2}specs/other\\.yaml {2}0/1 verified .*\n${first} {2}specs/shop\\.yaml`),
    );
    assert.match((await done('resume', first)).stdout, /^. specs\/shop\.yaml|specs\/shop\.yaml {2}0 of 2 verified/);
    assert.match((await done('status')).stdout, /specs\/shop\.yaml/);
    assert.match((await done('list')).stdout, new RegExp(`^${first} `));
  });

  it('resume of a session that is not there', async () => {
    const { code, stderr } = await tdflow('resume', 'tdflow_20200101_000000_000000');
    assert.equal(code, 2);
    assert.match(stderr, /There is no TDFLOW session yet\.|no session/i);
    const path = await tdflow('resume', '../../etc/passwd');
    assert.equal(path.code, 2);
    assert.match(path.stderr, /is no name of a session/);
  });

  it('list without any session says how to start one', async () => {
    assert.match((await done('list')).stderr, /Start one with: agentforge tdflow start --spec PATH/);
  });

  it('--prove judges what was written by hand, without a model', async () => {
    await recorded('red', '--spec', SHOP, '--component', 'cart');
    const tests = await project.text('test/cart.test.js');
    await project.write(
      'test/cart.test.js',
      tests.replace("'takes ten percent off for TEN, rounded to whole cents'", "'takes ten percent off'"),
    );
    assert.equal(
      (await tdflow('green', '--provider', 'recorded', '--yes')).code,
      2,
      'the tests are not those that were proven',
    );
    const proven = await done('red', '--prove');
    assert.match(proven.stdout, /RED reached: 11 tests fail/);
    assert.doesNotMatch(proven.stdout, /^ {2}(?:prompt|answer|written)/m);
    await recorded('green');
  });

  it('--prove without tests', async () => {
    const { code, stderr } = await tdflow('red', '--prove', '--spec', SHOP, '--component', 'cart');
    assert.equal(code, 2);
    assert.match(stderr, /There is no test\/cart\.test\.js yet\.\n +Generate RED tests, or write them by hand\./);
  });

  it('a verdict that is not reached keeps the proposal in the history', async () => {
    await recorded('red', '--spec', SHOP, '--component', 'cart');
    await project.write(
      '.agentforge/recordings/cart.green.md',
      '```javascript:src/cart.js\nexport const emptyCart = () => ({ items: [] });\n```\n',
    );
    const { code } = await tdflow('green', '--provider', 'recorded', '--yes');
    assert.equal(code, 1);
    const kept = (await project.ownFiles('history')).find((file) => file.endsWith('002-green-cart/answer.md')) ?? '';
    assert.match(await project.text(kept), /export const emptyCart/);
    assert.match((await done('status')).stdout, /✗ GREEN {2}\d+ of 11 tests do not pass\./);
  });

  it('the sibling component goes its own way; its missing module is fine and said', async () => {
    await recorded('red', '--spec', SHOP, '--component', 'cart');
    const { stdout } = await recorded('red', '--spec', SHOP, '--component', 'receipt');
    assert.match(stdout, /the module under test, src\/receipt\.js, does not exist yet/);
    await recorded('green');
    assert.match((await done('status')).stdout, /cart {2}RED reached: [\s\S]*receipt {2}GREEN reached: /);
  });
});

function lines({ stdout }: CliResult): any[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
