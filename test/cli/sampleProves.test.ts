import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RECORDINGS = '.agentforge/recordings';
const TESTS = 'test/cart.test.js';

describe('the sample proves something: whatever is spoilt changes the verdict', () => {
  let project: WorkspaceBuilder;

  function run(phase: string): Promise<CliResult> {
    const args = [
      'generate',
      '--spec',
      SHOP,
      '--component',
      'cart',
      '--phase',
      phase,
      '--provider',
      'recorded',
      '--yes',
    ];
    return new CliRunner(project.root).run(args);
  }

  async function reach(phase: string): Promise<void> {
    const result = await run(phase);
    assert.equal(result.code, 0, result.stdout + result.stderr);
    await project.commit();
  }

  beforeEach(async () => {
    project = await shopProject();
  });

  afterEach(() => project.dispose());

  it('reaches RED, GREEN and REFACTOR unspoilt', async () => {
    for (const phase of ['red', 'green', 'refactor']) await reach(phase);
  });

  it('a recording whose tests pass at once', async () => {
    await project.write(
      `${RECORDINGS}/cart.red.md`,
      [
        `\`\`\`javascript:${TESTS}`,
        "import assert from 'node:assert/strict';",
        "import { it } from 'node:test';",
        "import { emptyCart } from '../src/cart.js';",
        "it('is empty', () => assert.deepEqual(emptyCart().items, []));",
        '```',
        '',
      ].join('\n'),
    );
    await project.commit();
    const result = await run('red');
    assert.equal(result.code, 1);
    assert.match(result.stdout, /RED not reached: 1 of 1 test does not fail for the right reason\./);
    assert.match(result.stdout, /is empty {2}passes although nothing is implemented: it proves nothing/);
    await project.assertUntouched();
  });

  it('a recorded implementation that is wrong', async () => {
    await reach('red');
    await project.write(`${RECORDINGS}/cart.green.md`, recording('green').replace('* 90) / 100', '* 80) / 100'));
    await project.commit();
    const result = await run('green');
    assert.equal(result.code, 1);
    assert.match(result.stdout, /GREEN not reached: 1 of 11 tests does not pass\./);
    assert.match(result.stdout, /✗ .*takes ten percent off for TEN, rounded to whole cents {2}failed/);
    await project.assertUntouched();
  });

  it('a recorded refactoring that changes what the code does', async () => {
    for (const phase of ['red', 'green']) await reach(phase);
    await project.write(
      `${RECORDINGS}/cart.refactor.md`,
      recording('refactor').replace("[['TEN', 90]]", "[['TEN', 91]]"),
    );
    await project.commit();
    const result = await run('refactor');
    assert.equal(result.code, 1);
    assert.match(result.stdout, /REFACTOR not reached: 1 of 11 tests does not pass\./);
    await project.assertUntouched();
  });

  it('a recording that is cut off', async () => {
    const whole = recording('red');
    await project.write(`${RECORDINGS}/cart.red.md`, whole.slice(0, whole.indexOf("describe('total'")));
    await project.commit();
    const result = await run('red');
    assert.equal(result.code, 3);
    assert.match(
      result.stderr,
      /The answer is not whole: the answer ends inside the block of test\/cart\.test\.js, opened in line 4\. Nothing was changed\./,
    );
    await project.assertUntouched();
  });

  it('a specification that does not mention a name that the tests use', async () => {
    const specification = await project.text(SHOP);
    await project.write(SHOP, specification.replaceAll(/\bsubtotal\b/g, 'sumOfItems'));
    await project.commit();
    const result = await run('red');
    assert.equal(result.code, 1);
    assert.match(result.stdout, /RED not reached: 2 of 11 tests do not fail for the right reason\./);
    assert.match(result.stdout, /needs subtotal, which the specification does not mention/);
    await project.assertUntouched();
  });

  it('a test that is edited after it was accepted', async () => {
    await reach('red');
    const accepted = await project.text(TESTS);
    await project.write(TESTS, accepted.replace('), 383)', '), 340)'));
    await project.commit();
    const result = await run('green');
    assert.equal(result.code, 2);
    assert.match(result.stderr, /The tests are not those that RED proved: test\/cart\.test\.js changed since\./);
    assert.match(result.stderr, /Prove RED again, or bring the file back\./);
    await project.assertUntouched();
  });
});
