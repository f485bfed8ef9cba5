import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult, RunningCli } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const ASKED = /Accept test\/cart\.test\.js\? \[y\]es, \[n\]o, \[a\]ll, \[r\]egenerate, \[q\]uit, \[\?\] help: /;
const ASKED_SECOND = /Accept test\/more\.test\.js\? \[y\]es, \[n\]o, \[a\]ll, \[r\]egenerate, \[q\]uit, \[\?\] help: /;
const FAILED = /Attempt 1 of 3 failed\. \[a\]gain, \[f\]eedback first, \[k\]eep the files, \[Q\]uit, \[\?\] help: /;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

const SECOND_FILE = `
\`\`\`javascript:test/more.test.js
import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as shop from '../src/cart.js';

it('is free when empty', () => assert.equal(shop.total(shop.emptyCart()), 0));
\`\`\`
`;

const PASSES_AT_ONCE = `\`\`\`javascript:test/cart.test.js
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { emptyCart } from '../src/cart.js';

it('is empty', () => assert.deepEqual(emptyCart().items, []));
\`\`\`
`;

describe('a person at a terminal, without --yes', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function start(answer: string, ...more: readonly string[]): RunningCli {
    if (answer !== '') api.answer(answer);
    const cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    return cli.atTerminal(['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', ...more]);
  }

  async function answered(running: RunningCli, question: RegExp, keys: string): Promise<CliResult> {
    await running.until(question);
    running.type(keys);
    return running.ended;
  }

  it('sees the diff before anything is written, and y writes', async () => {
    const running = start(recording('red'));
    await running.until(ASKED);
    await project.assertUntouched();
    running.type('y\r');
    const { code, stdout } = await running.ended;
    assert.equal(code, 0, stdout);
    assert.match(stdout, /proposed {2}test\/cart\.test\.js {2}\+66 -0/);
    assert.match(stdout, /\+describe\('subtotal', \(\) => \{/);
    assert.ok(stdout.search(/\+describe\('subtotal'/) < stdout.search(ASKED), 'the diff comes before the question');
    assert.match(stdout, /RED reached: 11 tests fail/);
    assert.match(await project.text('test/cart.test.js'), /describe\('subtotal'/);
  });

  it('n writes nothing', async () => {
    const { code, stdout } = await answered(start(recording('red')), ASKED, 'n\r');
    assert.equal(code, 1);
    assert.match(stdout, /Nothing was accepted, so nothing was changed\./);
    await project.assertUntouched();
  });

  it('q ends it', async () => {
    const { code, stdout } = await answered(start(recording('red')), ASKED, 'q\r');
    assert.equal(code, 130);
    assert.match(stdout, /Cancelled\. Everything is as it was\./);
    await project.assertUntouched();
  });

  it('? and h say what each key does, and the question comes again', async () => {
    const running = start(recording('red'));
    await running.until(ASKED);
    const help = '[^]*y +accept[^]*n +[^]*a +[^]*r +[^]*q +[^]*Accept test/cart\\.test\\.js\\?';
    for (const [times, key] of ['?', 'h'].entries()) {
      running.type(`${key}\r`);
      await running.until(new RegExp(`Accept${help.repeat(times + 1)}`));
    }
    running.type('n\r');
    assert.equal((await running.ended).code, 1);
  });

  it('draws no line of what comes over another: what was spent stands in a line of its own', async () => {
    const running = start(recording('red'));
    await running.until(ASKED);
    running.type('n\r');
    const shown = (await running.ended).stdout.split('\r\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
    assert.ok(
      shown.some((line) => /^ {12}[\d,]+ tokens in, [\d,]+ out, \$[\d.]+$/.test(line)),
      shown.join('\n'),
    );
    assert.ok(
      shown.every((line) => !line.includes('receiving')),
      shown.join('\n'),
    );
  });

  it('anything else is asked again', async () => {
    const running = start(recording('red'));
    await running.until(ASKED);
    running.type('maybe\r');
    await running.until(new RegExp(`${ASKED.source}[^]*${ASKED.source}`));
    running.type('n\r');
    assert.equal((await running.ended).code, 1);
  });

  it('a accepts what is left', async () => {
    const { code, stdout } = await answered(start(recording('red') + SECOND_FILE), ASKED, 'a\r');
    assert.equal(code, 0, stdout);
    assert.doesNotMatch(stdout, ASKED_SECOND);
    assert.match(stdout, /written {3}test\/cart\.test\.js, test\/more\.test\.js/);
  });

  it('takes one file and leaves the other', async () => {
    const running = start(recording('red') + SECOND_FILE);
    await running.until(ASKED);
    running.type('y\r');
    const { code, stdout } = await answered(running, ASKED_SECOND, 'n\r');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /written {3}test\/cart\.test\.js\r/);
    await assert.rejects(project.text('test/more.test.js'));
  });

  it('a file that needs a decision of its own is asked for by itself, also after a', async () => {
    api.answer(recording('red'));
    await new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url }).run([
      ...['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'],
    ]);
    await project.commit();
    api.answer(
      `${recording('green')}\n\`\`\`json:package.json\n{ "type": "module", "scripts": { "test": "evil" } }\n\`\`\`\n`,
    );
    const cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    const running = cli.atTerminal(['tdflow', 'green', '--component', 'cart']);
    await running.until(/Accept src\/cart\.js\?/);
    running.type('a\r');
    await running.until(/Accept package\.json \(changes what the tests promise\)\?/);
    await project.assertUntouched();
    running.type('n\r');
    const { code, stdout } = await running.ended;
    assert.equal(code, 0, stdout);
    assert.doesNotMatch(await project.text('package.json'), /evil/);
  });

  it('may keep the files although the verdict was not reached', async () => {
    const running = start(PASSES_AT_ONCE);
    await running.until(ASKED);
    running.type('y\r');
    const { code } = await answered(running, FAILED, 'k\r');
    assert.equal(code, 1);
    assert.match(await project.text('test/cart.test.js'), /is empty/);
  });

  it('asks once more from the same base when told to, with what the user adds', async () => {
    const running = start(PASSES_AT_ONCE);
    await running.until(ASKED);
    running.type('y\r');
    await running.until(FAILED);
    api.answer(recording('red'));
    running.type('f\r');
    await running.until(/What should the next attempt know\? /);
    running.type('Test what is missing.\r');
    await running.until(/attempt +2 of 3[\s\S]*Accept test\/cart\.test\.js\?/);
    await project.assertUntouched();
    assert.match(api.request().prompt, /Test what is missing\./);
    running.type('n\r');
    assert.equal((await running.ended).code, 1);
  });

  it('asks for another answer, which is told what was accepted and what should be different', async () => {
    const running = start(recording('red') + SECOND_FILE);
    await running.until(ASKED);
    running.type('y\r');
    await running.until(ASKED_SECOND);
    api.answer(recording('red'));
    running.type('r\r');
    await running.until(/What should be different\? /);
    running.type('One file is enough.\r');
    await running.until(new RegExp(`${ASKED.source}[^]*${ASKED.source}`));
    await project.assertUntouched();
    assert.match(
      api.request().prompt,
      /What should be different: One file is enough\.\nAccepted; give it again just so:\n- test\/cart\.test\.js/,
    );
    running.type('n\r');
    assert.equal((await running.ended).code, 1);
  });

  it('? explains what can follow a failure, and takes nothing back yet', async () => {
    const running = start(PASSES_AT_ONCE);
    await running.until(ASKED);
    running.type('y\r');
    await running.until(FAILED);
    running.type('?\r');
    await running.until(new RegExp(`k +keep the files[^]*q +quit; the files are given back[^]*${FAILED.source}`));
    running.type('k\r');
    assert.equal((await running.ended).code, 1);
    assert.match(await project.text('test/cart.test.js'), /is empty/);
  });

  it('gets the files back by default when the verdict was not reached', async () => {
    const running = start(PASSES_AT_ONCE);
    await running.until(ASKED);
    running.type('y\r');
    const { code, stdout } = await answered(running, FAILED, '\r');
    assert.equal(code, 1);
    assert.match(stdout, /RED not reached/);
    await project.assertUntouched();
  });

  describe('Ctrl-C', () => {
    it('while asked', async () => {
      const { code } = await answered(start(recording('red')), ASKED, CTRL_C);
      assert.equal(code, 130);
      await project.assertUntouched();
    });

    it('while the model streams', async () => {
      const exchange = api.answer(recording('red'), { gates: [700] });
      const running = start('');
      await exchange.paused();
      running.type(CTRL_C);
      assert.equal((await running.ended).code, 130);
      assert.equal(await exchange.closed, 'hung-up');
      await project.assertUntouched();
    });

    it('while asked whether to keep: the files go back', async () => {
      const running = start(PASSES_AT_ONCE);
      await running.until(ASKED);
      running.type('y\r');
      const { code } = await answered(running, FAILED, CTRL_C);
      assert.equal(code, 130);
      await project.assertUntouched();
    });
  });

  it('the end of the input (Ctrl-D) while asked', async () => {
    const { code } = await answered(start(recording('red')), ASKED, CTRL_D);
    assert.equal(code, 130);
    await project.assertUntouched();
  });
});
