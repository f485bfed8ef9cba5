import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { SHOP, shopProject } from './projects';

/** Runs every line and looks at almost nothing. */
const WEAK = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as shop from '../src/cart.js';

const apple = { name: 'apple', cents: 50, quantity: 2 };
const pear = { name: 'pear', cents: 50, quantity: 2 };

test('addItem adds', () => {
  assert.ok(shop.addItem(shop.addItem(shop.addItem(shop.emptyCart(), apple), pear), apple));
  assert.throws(() => shop.addItem(shop.emptyCart(), { ...apple, quantity: 0 }));
});
test('subtotal and total are numbers', () => {
  assert.equal(typeof shop.subtotal({ items: [apple] }), 'number');
  assert.equal(typeof shop.total({ items: [apple] }, 'TEN'), 'number');
  assert.equal(typeof shop.total({ items: [apple] }), 'number');
  assert.throws(() => shop.total({ items: [] }, 'FREE'));
});
`;

describe('agentforge strength', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;
  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });
  afterEach(() => project.dispose());

  const strength = (...args: readonly string[]): Promise<CliResult> => cli.run(['strength', 'cart', ...args]);
  const generate = async (phase: string): Promise<void> => {
    const about = ['--spec', SHOP, '--phase', phase, '--component', 'cart', '--provider', 'recorded', '--yes'];
    const { code, stderr } = await cli.run(['generate', ...about]);
    assert.equal(code, 0, stderr);
  };

  it('wants a session, and passing tests', async () => {
    const none = await strength();
    assert.equal(none.code, 2);
    assert.match(none.stderr, /no TDFLOW session yet/);
    await generate('red');
    const red = await strength();
    assert.equal(red.code, 2);
    assert.match(red.stderr, /GREEN of cart was not reached in this session/);
    const wrong = await strength('--limit', 'soon');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /whole seconds/);
  });

  it('finds good tests strong, names what they miss all the same, and VERIFY tells it', async function () {
    this.timeout(180_000);
    await generate('red');
    await generate('green');
    const before = await project.text('src/cart.js');
    const strong = await strength();
    assert.equal(strong.code, 0, strong.stderr);
    assert.match(strong.stdout, /^The tests of cart are strong: 39 of 42 faults were noticed by a test \(92 %\)/);
    assert.match(strong.stdout, /src\/cart\.js:21:57: no test notices if `<` becomes `<=` in line 21 of src\/cart\.js/);
    assert.match(strong.stdout, /criterion of cart\.addItem: GIVEN item\.quantity is exactly 1 WHEN addItem is used/);
    assert.match(strong.stdout, /In lines that no test runs:\n {2}src\/cart\.js:31/);
    assert.equal(await project.text('src/cart.js'), before);
    const verified = await cli.run(['tdflow', 'verify', '--component', 'cart']);
    const report = /\S+report\.md/.exec(verified.stdout)?.[0];
    assert.ok(report, verified.stdout);
    assert.match(
      await project.text(report),
      /## Strength of the tests\n\nThe tests are \*\*strong:\*\* 39 of 42 faults/,
    );
    await project.write('src/cart.js', `${before}\n`);
    const again = await cli.run(['tdflow', 'verify', '--component', 'cart']);
    const stale = await project.text(/\S+report\.md/.exec(again.stdout)?.[0] ?? '');
    assert.match(
      stale,
      /Not shown: src\/cart\.js changed since it was looked at\. Look again with: agentforge strength cart/,
    );
    await project.write('src/cart.js', before);
    const [record = ''] = (await project.ownFiles('history')).filter((name) => name.endsWith('strength.json'));
    await project.write(record, (await project.text(record)).replaceAll('"survived"', '"killed"'));
    const forged = await cli.run(['tdflow', 'verify', '--component', 'cart']);
    assert.match(
      await project.text(/\S+report\.md/.exec(forged.stdout)?.[0] ?? ''),
      /Not shown: it was not looked at here; a record that came with the project counts for nothing\. Look with: agentforge strength cart/,
    );
  });

  it('finds tests weak that run every line and look at nothing, for programs too', async function () {
    this.timeout(180_000);
    await generate('red');
    await generate('green');
    await project.write('test/cart.test.js', WEAK);
    const weak = await strength('--json');
    assert.equal(weak.code, 1, weak.stderr);
    const events = weak.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const found = events.find(({ event }) => event === 'strength');
    assert.ok(found);
    assert.equal(found['grade'], 'weak');
    assert.equal((found['tally'] as { notCovered: number }).notCovered, 0);
    const mutants = found['mutants'] as readonly Record<string, unknown>[];
    const border = mutants.find(({ line, operator }) => line === 21 && operator === 'comparison border');
    assert.equal(border?.['sentence'], 'no test notices if `<` becomes `<=` in line 21 of src/cart.js');
    assert.match(String(border?.['criterion']), /^GIVEN item\.quantity is exactly 1 WHEN addItem is used/);
  });
});
