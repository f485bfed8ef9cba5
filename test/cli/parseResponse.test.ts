import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import {
  answer,
  ESCALATION,
  ESCALATION_CODE,
  ESCALATION_TESTS,
  escalationProject,
  recording,
  SHOP,
  shopProject,
} from './projects';

describe('an answer that a person brings: agentforge parse-response', () => {
  let project: WorkspaceBuilder;

  afterEach(() => project.dispose());

  function parse(phase: string, text: string, ...more: readonly string[]): Promise<CliResult> {
    const args = ['parse-response', '-', '--spec', SHOP, '--component', 'cart', '--phase', phase, '--yes', ...more];
    return new CliRunner(project.root).run(args, { stdin: text });
  }

  it('goes the whole way with a file, and with standard input, with pytest', async () => {
    project = await escalationProject({ 'answers/red.md': answer('escalation_domain.red') });
    const cli = new CliRunner(project.root);
    const common = ['--spec', ESCALATION, '--component', 'escalation_domain', '--yes'];
    const red = await cli.run(['parse-response', 'answers/red.md', '--phase', 'red', ...common]);
    assert.equal(red.code, 0, red.stderr);
    assert.match(red.stdout, /answer {4}pasted answer, no model was called/);
    assert.match(red.stdout, /RED reached: 16 tests fail, each for the right reason\./);
    for (const phase of ['green', 'refactor']) {
      const args = ['parse-response', '-', '--phase', phase, ...common];
      const { code, stdout, stderr } = await cli.run(args, { stdin: answer(`escalation_domain.${phase}`) });
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        new RegExp(`${phase.toUpperCase()} reached: 16 tests pass, and promise what RED accepted\\.`),
      );
    }
    assert.match(await project.text(ESCALATION_TESTS), /^# Model: manual$/m);
    assert.match(await project.text(ESCALATION_CODE), /^# Phase: REFACTOR$/m);
  });

  it('an answer as people paste it: CRLF, the path in the line before, a longer fence', async () => {
    project = await shopProject();
    const pasted = recording('red')
      .replace('```javascript:test/cart.test.js', '**test/cart.test.js**\n\n````js')
      .replace(/```\n*$/, '````\n')
      .replaceAll('\n', '\r\n');
    const { code, stdout, stderr } = await parse('red', pasted);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /note {6}test\/cart\.test\.js: path taken from the line before its block/);
    assert.doesNotMatch(await project.text('test/cart.test.js'), /\r/);
  });

  it('a block without any path goes where the phase wants it, and that is said', async () => {
    project = await shopProject();
    const { code, stdout, stderr } = await parse('red', recording('red').replace(':test/cart.test.js', ''));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /note {6}no path in the answer: taken as test\/cart\.test\.js/);
  });

  it('the explanation is shown; what could steer the terminal is made visible', async () => {
    project = await shopProject();
    const { stdout } = await parse('red', `Look: \u001b[2J and \u202e.\n\n${recording('red')}`);
    assert.match(stdout, /why {7}Look: \\u\{1b\}\[2J and \\u\{202e\}\./);
  });

  it('an answer may delete, rename and add', async () => {
    project = await shopProject({
      'src/old.js': 'export const old = 1;\n',
      'src/moved.js': 'export const moved = 1;\n',
    });
    assert.equal((await parse('red', recording('red'))).code, 0);
    const rest = recording('green').slice(recording('green').indexOf('/**\n * @param'));
    const { code, stdout, stderr } = await parse(
      'green',
      `\`\`\`append:src/cart.js\n\n${rest}\n\`\`\`delete:src/old.js\n\`\`\`\n\n\`\`\`rename:src/moved.js -> src/lib/moved.js\n\`\`\`\n`,
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /written {3}src\/cart\.js, src\/old\.js, src\/moved\.js, src\/lib\/moved\.js/);
    assert.match(
      await project.text('src/cart.js'),
      /^\/\*\* @typedef[\s\S]*export function emptyCart[\s\S]*export function total/,
    );
    assert.equal(await project.text('src/lib/moved.js'), 'export const moved = 1;\n');
    await assert.rejects(project.text('src/old.js'));
    await assert.rejects(project.text('src/moved.js'));
    assert.equal((await new CliRunner(project.root).run(['tdflow', 'rollback'])).code, 0);
    assert.equal(await project.text('src/old.js'), 'export const old = 1;\n');
    assert.equal(await project.text('src/moved.js'), 'export const moved = 1;\n');
    await assert.rejects(project.text('src/lib/moved.js'));
  });
});
