import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

describe('a prompt that a person carries, and its answer', () => {
  let project: WorkspaceBuilder;
  let state: TemporaryWorkspace;

  beforeEach(async () => {
    project = await shopProject();
    state = await TemporaryWorkspace.make();
  });

  afterEach(async () => {
    await project.dispose();
    await state.dispose();
  });

  const run = (args: readonly string[], stdin = ''): Promise<CliResult> =>
    new CliRunner(project.root, { XDG_STATE_HOME: state.root }).run(args, { stdin });
  const take = (answer: string, ...more: readonly string[]) => run(['parse-response', '-', '--yes', ...more], answer);

  /** The id line of a phase's prompt. */
  async function ask(phase: string, component = 'cart'): Promise<string> {
    const { code, stdout, stderr } = await run([
      'generate',
      '--spec',
      SHOP,
      '--component',
      component,
      '--phase',
      phase,
      '--provider',
      'manual',
    ]);
    assert.equal(code, 0, stderr);
    return /AgentForge prompt [0-9a-f]{12}/.exec(stdout)?.[0] ?? '';
  }

  it('needs to say nothing but the answer, which goes the whole way', async () => {
    for (const phase of ['red', 'green', 'refactor']) {
      const line = await ask(phase);
      const { code, stdout, stderr } = await take(`${line}\n\n${recording(phase)}`);
      assert.equal(code, 0, stderr);
      assert.match(stdout, new RegExp(`${phase.toUpperCase()} reached`));
      assert.doesNotMatch(stdout, /why +AgentForge prompt/);
    }
  });

  it('is refused for another component or phase than it names, with what to do', async () => {
    const line = await ask('red');
    for (const wrong of [
      ['--component', 'receipt'],
      ['--phase', 'green'],
    ]) {
      const { code, stderr } = await take(`${line}\n\n${recording('red')}`, ...wrong);
      assert.equal(code, 2);
      assert.match(
        stderr,
        /This answer is for RED of cart in specs\/shop\.yaml .*not for what was asked\. Give it there/,
      );
    }
    await project.assertUntouched();
  });

  it('without its id is taken for what the options say, with a warning, and for nothing without them', async () => {
    const lost = await take(recording('red'));
    assert.equal(lost.code, 2);
    assert.match(lost.stderr, /does not name the prompt .*Say with --spec, --phase and --component what it is for/);
    assert.equal(lost.stderr.split('does not name the prompt').length, 2, 'it is said once');
    const chat = await take('hello, I cannot do that\n');
    assert.equal(chat.code, 3);
    assert.match(chat.stderr, /The answer holds no file/);
    assert.doesNotMatch(chat.stderr, /does not name the prompt/);
    const given = await take(recording('red'), '--spec', SHOP, '--component', 'cart', '--phase', 'red');
    assert.equal(given.code, 0, given.stderr);
    assert.match(given.stderr, /does not name the prompt that it is for/);
  });

  it('is made one about the files as they are now; what the user wrote since stays', async () => {
    assert.equal((await take(`${await ask('red')}\n${recording('red')}`)).code, 0);
    const line = await ask('green');
    const before = await project.text('src/cart.js');
    await project.write('src/cart.js', `// mine, written while the chat was thinking\n${before}`);
    const { code, stdout, stderr } = await take(`${line}\n\n${recording('green')}`);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /changed since the prompt was copied: src\/cart\.js/);
    assert.match(await project.text('src/cart.js'), /mine, written while the chat was thinking/);
  });

  it('does not overwrite a file that appeared since', async () => {
    const line = await ask('red');
    await project.write('test/cart.test.js', '// my own tests\n');
    const { code, stderr } = await take(`${line}\n\n${recording('red')}`);
    assert.notEqual(code, 0);
    assert.match(stderr, /Changed since the prompt was made: test\/cart\.test\.js/);
    assert.equal(await project.text('test/cart.test.js'), '// my own tests\n');
  });

  it('that is cut names the file, gives the words to ask for the rest, and is joined to it', async () => {
    const line = await ask('red');
    const text = recording('red');
    const helper = '```js:test/helper.js\nexport const one = 1;\n```\n';
    const cut = await take(`${line}\n\n${helper}\n${text.slice(0, text.length / 2)}`);
    assert.equal(cut.code, 3);
    assert.match(cut.stderr, /The answer is not whole: it ends inside test\/cart\.test\.js/);
    assert.match(cut.stderr, /do not send them again:\n- test\/helper\.js/);
    await project.assertUntouched();
    const rest = await take(`${line}\n\n${text}`);
    assert.equal(rest.code, 0, rest.stderr);
    assert.equal(await project.text('test/helper.js').then((t) => t.includes('one = 1')), true);
    assert.match(rest.stdout, /RED reached/);
  });

  it('that is cut and brought twice adds to a file once', async () => {
    await project.write('test/helper.js', 'export const zero = 0;\n');
    const line = await ask('red');
    const addition = "```append:test/helper.js\nexport const more = [];\nmore.push('entry');\n```\n";
    const half = `${line}\n${addition}\`\`\`javascript:test/cart.test.js\nimport`;
    assert.equal((await take(half)).code, 3);
    assert.equal((await take(half)).code, 3);
    const { code, stdout, stderr } = await take(`${line}\n${recording('red')}`);
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await project.text('test/helper.js')).match(/entry/g)?.length, 1);
  });

  it('that is cut is joined to the rest, which is said, until the verdict is reached', async () => {
    const line = await ask('red');
    await take(
      `${line}\n\`\`\`js:test/helper.js\nexport const one = 1;\n\`\`\`\n\`\`\`javascript:test/cart.test.js\nimport`,
    );
    const rest = `${line}\n${recording('red')}`;
    assert.equal((await take(rest.replaceAll('assert.', 'nothing.'))).code, 1);
    const { code, stdout, stderr } = await take(rest);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /brought before, .* that broke off: test\/helper\.js; reject what is out of date/);
    assert.match(await project.text('test/helper.js'), /one = 1/);
  });

  it('tells which file is missing in the answer', async () => {
    const line = await ask('red');
    const { stdout } = await take(`${line}\n\n\`\`\`js:test/helper.js\nexport const one = 1;\n\`\`\`\n`);
    assert.match(stdout, /test\/cart\.test\.js is missing in the answer/);
  });

  it('is printed in parts for a chat that takes no long message', async () => {
    const args = [
      'generate',
      '--spec',
      SHOP,
      '--component',
      'cart',
      '--phase',
      'red',
      '--dry-run',
      '--max-characters',
      '4000',
    ];
    const all = await run(args);
    assert.match(all.stderr, /The prompt has \d parts/);
    assert.match(all.stdout, /\[Part 1 of \d of one message\]/);
    const second = await run([...args, '--part', '2']);
    assert.match(second.stdout, /^\[Part 2 of \d of one message\]/);
    assert.ok(second.stdout.length <= 4000);
    assert.equal((await run([...args, '--part', '99'])).code, 2);
    assert.equal((await run([...args.slice(0, -1), '10'])).code, 2);
  });
});
