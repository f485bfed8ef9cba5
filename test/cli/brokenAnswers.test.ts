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
const BEGINNING = CUT.slice(0, CUT.indexOf('```'));

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

    async function assertCut(message: RegExp, asked: number): Promise<string> {
      const result = await generate('red');
      await assertRefused(result, message);
      assert.match(result.stderr, promptIsNamed);
      assert.equal(api.requests.length, asked);
      const [answer = ''] = (await project.ownFiles('history')).filter((file) =>
        file.endsWith('001-red-cart/answer.md'),
      );
      assert.ok(CUT.startsWith((await project.text(answer)).slice(0, BEGINNING.length)), 'what came is kept');
      return result.stdout;
    }

    const ways: readonly (readonly [string, () => void, RegExp])[] = [
      [
        'a stream that ends without message_stop',
        () => api.cut(CUT),
        /The answer is not whole: the stream ended before the message did\./,
      ],
      ['a connection that is lost', () => api.reset(CUT), /The answer is not whole: the connection was lost: /],
      [
        'an error in the middle of the stream',
        () => api.errorEvent(CUT, { type: 'overloaded_error', message: 'Overloaded' }),
        /The answer is not whole: the service broke off the answer: .*overloaded_error: Overloaded.*\n +Try again in a few minutes, or choose another model, /,
      ],
      [
        'a model that pauses',
        () => api.answer(CUT, { stopReason: 'pause_turn' }),
        /The answer is not whole: the model stopped before the end \(pause_turn\)/,
      ],
    ];
    for (const [what, breakOff, message] of ways) {
      it(`${what}, again and again: the rest is asked for twice, and no more`, async () => {
        for (let time = 0; time < 3; time++) breakOff();
        const stdout = await assertCut(message, 3);
        assert.match(stdout, /the answer broke off: .*; asking for the rest.* \(1 of 2\): no file kept/);
        assert.match(stdout, /asking for the rest.* \(2 of 2\)/);
      });
    }

    it('the limit of tokens, in the first file: it would not fit the next time either', async () => {
      api.answer(CUT, { stopReason: 'max_tokens' });
      await assertCut(
        /The answer is not whole: the answer reached its limit of 128000 tokens, thinking included\..*\n +Raise tokens\.max_response \(in your own /,
        1,
      );
    });

    it('a context that is full', async () => {
      api.answer(CUT, { stopReason: 'model_context_window_exceeded' });
      await assertCut(/outgrew the model's context window\..*\n +Lower tokens\.max_context in /, 1);
    });

    it('a block that is never closed', async () => {
      api.answer(CUT);
      await assertCut(
        /The answer is not whole: the answer ends inside the block of test\/cart\.test\.js, opened in line 4\./,
        1,
      );
    });
  });

  describe('cut behind a file that is whole', () => {
    const HELPERS = '```javascript:test/helpers.js\nexport const two = 2;\n```\n';
    const FIRST = `${recording('red')}\n${HELPERS.slice(0, 40)}`;

    it('the rest is asked for with the list of what is finished, and all of it is one answer', async () => {
      api.cut(FIRST, { usage: { input: 20_000 } });
      api.answer(`The rest:\n${HELPERS}`, { usage: { input: 30_000, cacheRead: 10_000, output: 1_000 } });
      const { code, stdout, stderr } = await generate('red');
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /asking for the rest( in 1 s)? \(1 of 2\): 1 file kept/);
      assert.equal(await project.text('test/helpers.js').then((text) => text.includes('export const two = 2;')), true);

      const { messages } = api.request(1).body;
      assert.deepEqual(messages[0], api.request(0).body.messages[0]);
      assert.deepEqual(
        messages.map(({ role }: { role: string }) => role),
        ['user', 'assistant', 'user'],
      );
      assert.equal(messages[1].content, recording('red').trimEnd(), 'a block that was not closed is left out');
      assert.match(messages[2].content, /^- test\/cart\.test\.js \(\d+ lines, SHA-256 [0-9a-f]{64}\)$/m);
      assert.doesNotMatch(messages[2].content, /- test\/helpers\.js/);

      assert.match(stdout, /40,000 tokens in, 10,000 of them from the cache, 1,000 out/);
      const costs = [...stdout.matchAll(/ out,(?: estimated, about)? \$(0\.\d{2,4})/g)].map(([, cost]) => Number(cost));
      assert.equal(costs.length, 2, stdout);
      const [session = ''] = (await project.ownFiles()).filter((file) => /tdflow_\w+\.ya?ml$/.test(file));
      const [, kept] = /cost: (0\.\d+)/.exec(await project.text(session)) ?? assert.fail();
      assert.ok(Math.abs(Number(kept) - (costs[0]! + costs[1]!)) < 0.0002, `${kept} of ${costs}`);
    });

    it('an answer whose rest leaves out the file in which it broke off is not applied', async () => {
      api.cut(FIRST);
      api.answer('Nothing is missing.');
      await assertRefused(
        await generate('red'),
        /The answer is not whole: it broke off inside test\/helpers\.js, and the rest did not bring it\. Of it test\/cart\.test\.js came whole\./,
      );
    });

    it('what was paid for is in the session, although nothing came of it', async () => {
      for (let time = 0; time < 3; time++) api.cut(FIRST, { usage: { input: 20_000 } });
      assert.equal((await generate('red')).code, 3);
      const status = await cli.run(['tdflow', 'history']);
      const [session = ''] = (await project.ownFiles()).filter((file) => /tdflow_\w+\.ya?ml$/.test(file));
      assert.match(await project.text(session), /cost: 0\.1\d+/, status.stdout);
    });
  });

  it('a refusal: says so, and what to do', async () => {
    api.answer('I would rather not.', { stopReason: 'refusal' });
    const result = await generate('red');
    await assertRefused(result, /The model refused to answer: the model refused and gave no reason\./);
    assert.match(result.stderr, /Say in the specification what the code is for, or choose another model, or give/);
    assert.equal(api.requests.length, 1);
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

    it('RED that writes its tests into another file than the one that is run', async () => {
      api.answer(recording('red').replaceAll('test/cart.test.js', 'test/basket.test.js'));
      await assertRefused(
        await generate('red'),
        /the tests of "cart" belong in test\/cart\.test\.js, and the answer writes test\/basket\.test\.js only/,
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
