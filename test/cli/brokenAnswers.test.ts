import assert from 'node:assert/strict';
import { readdir, symlink } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { scratchFolder } from '../kit/editor/scratchFolder';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const CUT = recording('red').slice(0, 900);

describe('an answer that cannot be used: a clear word, its exit code, and nothing left behind', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function generate(phase: 'red' | 'green'): Promise<CliResult> {
    return cli.run(['generate', '--spec', SHOP, '--component', 'cart', '--phase', phase, '--yes', '--attempts', '1']);
  }

  async function reachRed(): Promise<void> {
    api.answer(recording('red'));
    const { code, stderr } = await generate('red');
    assert.equal(code, 0, stderr);
    await project.commit();
  }

  async function assertRefused(result: CliResult, message: RegExp): Promise<void> {
    assert.equal(result.code, 3, result.stdout + result.stderr);
    assert.match(result.stderr, message);
    assert.match(result.stderr, /Nothing was changed\./);
    assert.doesNotMatch(result.stdout, /^ {2}(?:written|run) /m);
    await project.assertUntouched();
  }

  describe('cut in the middle', () => {
    const promptIsNamed =
      /or give the prompt in \.agentforge\/history\/\S+\/001-red-cart\/prompt\.md to a model by hand/;

    async function assertCut(message: RegExp): Promise<void> {
      const result = await generate('red');
      await assertRefused(result, message);
      assert.match(result.stderr, promptIsNamed);
      const [answer = ''] = (await project.ownFiles('history')).filter((file) =>
        file.endsWith('001-red-cart/answer.md'),
      );
      assert.equal(await project.text(answer), CUT);
      assert.equal(api.requests.length, 1, 'what was shown cannot be taken back, so it is not asked again');
    }

    it('a stream that ends without message_stop', async () => {
      api.cut(CUT);
      await assertCut(/The answer is not whole: the stream ended before the message did\./);
    });

    it('a connection that is lost', async () => {
      api.reset(CUT);
      await assertCut(/The answer is not whole: the connection was lost: /);
    });

    it('an error in the middle of the stream', async () => {
      api.errorEvent(CUT, { type: 'overloaded_error', message: 'Overloaded' });
      await assertCut(/The answer is not whole: the service broke off the answer: .*overloaded_error: Overloaded/);
    });

    it('the limit of tokens', async () => {
      api.answer(CUT, { stopReason: 'max_tokens' });
      await assertCut(/The answer is not whole: the answer reached its limit of 32000 tokens, thinking included\./);
    });

    it('a block that is never closed', async () => {
      api.answer(CUT);
      await assertCut(
        /The answer is not whole: the answer ends inside the block of test\/cart\.test\.js, opened in line 4\./,
      );
    });
  });

  it('a refusal', async () => {
    api.answer('I would rather not.', { stopReason: 'refusal' });
    await assertRefused(await generate('red'), /The answer was refused: the model refused and gave no reason\./);
  });

  it('an answer without any file', async () => {
    api.answer('I would write a test for the empty cart first, and then the rest.');
    await assertRefused(await generate('red'), /The answer holds no file: the answer names no file to write\./);
  });

  describe('a path that no answer may write', () => {
    const places: readonly (readonly [string, RegExp])[] = [
      ['../cart.test.js', /"\.\.\/cart\.test\.js" leads out of its folder with "\.\."/],
      ['test/../../cart.test.js', /"test\/\.\.\/\.\.\/cart\.test\.js" leads out of its folder with "\.\."/],
      ['.git/hooks/post-checkout', /goes into "\.git", which no answer may change/],
      ['test/.GIT/config', /goes into "\.GIT", which no answer may change/],
      ['.agentforge/recordings/cart.red.md', /goes into "\.agentforge", which no answer may change/],
      ['/tmp/cart.test.js', /"\/tmp\/cart\.test\.js" is not relative to the project/],
      ['C:\\temp\\cart.test.js', /is not relative to the project/],
      ['~/cart.test.js', /is not relative to the project/],
    ];
    for (const [place, message] of places) {
      it(place, async () => {
        api.answer(`\`\`\`javascript:${place}\nboom\n\`\`\`\n`);
        await assertRefused(await generate('red'), message);
      });
    }

    it('a link that leads out of the project', async () => {
      const { folder, remove } = await scratchFolder('elsewhere');
      await symlink(folder, project.path('test/away'));
      await project.commit();
      api.answer('```javascript:test/away/cart.test.js\nboom\n```\n');
      await assertRefused(
        await generate('red'),
        /"test\/away\/cart\.test\.js" leads out of the project through a symbolic link\./,
      );
      assert.deepEqual(await readdir(folder), []);
      await remove();
    });

    it('beside a file that it may write: nothing is taken of an answer that nobody looked at', async () => {
      api.answer(`${recording('red')}\n\`\`\`javascript:../cart.test.js\nboom\n\`\`\`\n`);
      await assertRefused(await generate('red'), /leads out of its folder with "\.\."/);
    });
  });

  describe('a file that is not for this phase', () => {
    it('RED that writes the implementation', async () => {
      api.answer(`${recording('red')}\n${recording('green')}`);
      await assertRefused(
        await generate('red'),
        /src\/cart\.js: RED writes tests only, and src\/cart\.js is not one\./,
      );
    });

    it('GREEN that writes a test', async () => {
      await reachRed();
      api.answer(`${recording('green')}\n${recording('red').replace('() => {\n', '() => {\n\n')}`);
      await assertRefused(
        await generate('green'),
        /test\/cart\.test\.js: GREEN does not change tests, and test\/cart\.test\.js is one\./,
      );
    });

    it('GREEN that writes the specification', async () => {
      await reachRed();
      api.answer(`${recording('green')}\n\`\`\`yaml:${SHOP}\nname: shop\n\`\`\`\n`);
      await assertRefused(await generate('green'), /specs\/shop\.yaml is the specification/);
    });
  });

  describe('a file that needs a decision of its own, to which --yes does not consent', () => {
    for (const name of ['package.json', 'pyproject.toml']) {
      it(name, async () => {
        await reachRed();
        api.answer(`${recording('green')}\n\`\`\`json:${name}\n{ "type": "module" }\n\`\`\`\n`);
        await assertRefused(
          await generate('green'),
          new RegExp(
            `${name.replaceAll('.', '\\.')} (?:is a protected file|changes what the tests promise), and --yes does not consent to it\\.`,
          ),
        );
      });
    }
  });
});
