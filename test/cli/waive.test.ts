import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const SPECIFICATION = `spec_id: counter-v1
name: counter
components:
  - name: counter
    location: counter.js
    test_location: counter.test.js
    class: Counter
    methods:
      - {name: count, params: [{name: word, type: string}], returns: number}
      - {name: clear, params: [], returns: number, behavior: Gives the count of nothing}
`;
const TESTS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counter } from './counter.js';

test('counts a word', () => {
  assert.equal(new Counter().count('a'), 1);
});

test('gives nothing when it is cleared', () => {
  assert.equal(new Counter().clear(), 0);
});
`;

describe('agentforge tdflow waive', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;
  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'package.json': '{"type": "module"}',
      'specs/counter.yaml': SPECIFICATION,
      'counter.test.js': TESTS,
    });
    cli = new CliRunner(project.root);
    await done('start', '--spec', 'specs/counter.yaml');
  });
  afterEach(() => project.dispose());

  const tdflow = (...args: readonly string[]): Promise<CliResult> => cli.run(['tdflow', ...args]);
  async function done(...args: readonly string[]): Promise<CliResult> {
    const result = await tdflow(...args);
    assert.equal(result.code, 0, result.stdout + result.stderr);
    return result;
  }
  const prove = () => tdflow('red', '--component', 'counter', '--prove');
  const waive = (...what: readonly string[]) => tdflow('waive', 'counter', ...what);

  it('lets RED be reached although a trivial subject satisfies all tests of a method, and stands in the verdict', async () => {
    const blocked = await prove();
    assert.equal(blocked.code, 1);
    assert.match(
      blocked.stdout,
      /running the tests against a stand-in for the module under test\n {12}trying trivial subjects/,
    );
    assert.match(
      blocked.stdout,
      /RED not reached: 2 tests fail, but a trivial subject satisfies all tests of Counter\.clear\./,
    );
    const waived = await waive('--symbol', 'Counter.clear', '--reason', 'there is nothing else to see');
    assert.equal(waived.code, 0, waived.stderr);
    assert.equal(waived.stdout, 'Waived Counter.clear of counter: there is nothing else to see\n');
    const proved = await prove();
    assert.equal(proved.code, 0, proved.stdout);
    assert.match(proved.stdout, /RED reached: 2 tests fail, each for the right reason\./);
    assert.match(proved.stdout, /You waived Counter\.clear: there is nothing else to see/);
    assert.match(
      (await done('status')).stderr,
      /You waived Counter\.clear of counter on \d{4}-\d\d-\d\d: there is nothing else to see/,
    );
  });

  it('no longer counts when the tests have changed', async () => {
    await prove();
    await waive('--symbol', 'Counter.clear', '--reason', 'so be it');
    await project.write('counter.test.js', `${TESTS}\n// more to come\n`);
    const proved = await prove();
    assert.equal(proved.code, 1);
    assert.match(proved.stdout, /You waived Counter\.clear for another text of the tests, so that no longer counts\./);
  });

  it('wants one thing, a reason, and something that RED has named', async () => {
    const early = await waive('--symbol', 'Counter.clear', '--reason', 'why not');
    assert.equal(early.code, 2);
    assert.match(early.stderr, /RED of counter has no verdict yet/);
    await prove();
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--symbol', 'Counter.clear'], /required option '--reason <text>' not specified/],
      [['--symbol', 'Counter.clear', '--reason', ' '], /A waiver needs a reason/],
      [['--reason', 'why not'], /Give one of --test, --symbol and --requirement/],
      [['--test', 'a', '--symbol', 'b', '--reason', 'why not'], /Give one of --test/],
      [['--symbol', 'Counter.count', '--reason', 'why not'], /does not name the symbol Counter\.count/],
    ];
    for (const [args, said] of wrong) {
      const { code, stderr } = await waive(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, said);
    }
  });
});
