import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { startFakeCloud, stream } from '../kit/fakeClouds/startFakeCloud';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeOpenAi } from '../kit/fakeOpenAi/startFakeOpenAi';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

/** Planted: no file, stream or prompt may ever hold it. */
const KEY = 'sk-ant-planted-31415926-planted';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];

describe('the interaction log of the terminal', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let state: TemporaryWorkspace;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    state = await TemporaryWorkspace.make();
  });

  afterEach(async () => {
    await project.dispose();
    await state.dispose();
    await api.close();
  });

  function run(
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>> = {},
    stdin = '',
  ): Promise<CliResult> {
    const usual = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url, XDG_STATE_HOME: state.root };
    return new CliRunner(project.root, { ...usual, ...env }).run(args, { stdin });
  }

  it('says that nothing was asked yet', async () => {
    const { code, stdout } = await run(['log']);
    assert.equal(code, 0);
    assert.match(stdout, /Nothing was asked in this project yet/);
    assert.equal((await run(['log', '--json'])).stdout, '');
  });

  it('shows what was asked, the newest first, as a table, in full, and as JSON lines', async () => {
    api.answer(recording('red'), { usage: { input: 1000, output: 200, cacheRead: 500 } });
    assert.equal((await run(RED)).code, 0);
    api.error(400, { message: 'no' });
    await run([...RED.slice(0, -2), 'green', '--yes']);
    const table = await run(['log']);
    assert.match(table.stdout, /^time +phase +component +model +tokens +cost +end +took +request\n/);
    const [, first, second] = table.stdout.split('\n');
    assert.match(first ?? '', /GREEN +cart +claude-sonnet-5-5 +unknown +unknown +model-rejected: 400/);
    assert.match(
      second ?? '',
      /RED +cart +claude-sonnet-5-5 +1,500 in \(500 cached\), 200 out +\$0\.0041 +finished .* req_fake_\d+/,
    );
    const lines = (await run(['log', '--json'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map(({ phase }) => phase),
      ['green', 'red'],
    );
    assert.equal(lines[1].answer, recording('red'));
    assert.match(lines[1].prompt, /<instructions>/);
    const last = await run(['log', '--last', '1']);
    assert.match(last.stdout, /GREEN[\s\S]*The 1 newest of 2/);
    assert.doesNotMatch(last.stdout, /RED /);
    assert.match((await run(['log', '--verbose'])).stdout, /--- prompt\n[\s\S]*--- answer\n/);
  });

  it('a pasted answer is in it, too', async () => {
    const args = ['parse-response', '-', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
    assert.equal((await run(args, {}, recording('red'))).code, 0);
    assert.match((await run(['log'])).stdout, /RED +cart +manual +unknown/);
  });

  it('AGENTFORGE_NO_LOG turns it off, and that is said', async () => {
    api.answer(recording('red'));
    assert.equal((await run(RED, { AGENTFORGE_NO_LOG: '1' })).code, 0);
    assert.ok(!(await project.ownFiles()).some((file) => file.includes('/log/')));
    const { stdout, stderr } = await run(['log'], { AGENTFORGE_NO_LOG: '1' });
    assert.match(stdout, /Nothing was asked/);
    assert.match(stderr, /AGENTFORGE_NO_LOG is set/);
  });

  it('what cannot be written stops nothing, and is said once', async () => {
    await project.write('.agentforge/log', 'a file in the way');
    api.answer(recording('red'));
    const { code, stdout, stderr } = await run(RED);
    assert.equal(code, 0, stderr);
    assert.equal((stdout + stderr).match(/The interaction log cannot be written/g)?.length, 1);
  });

  describe('a planted key is nowhere: no file of the project or the user, no stream, no prompt, no child', () => {
    const SPY =
      "\nimport { writeFileSync } from 'node:fs';\nwriteFileSync('child-environment.json', JSON.stringify(process.env));\n";

    async function assertNowhere(...results: readonly CliResult[]): Promise<void> {
      for (const { stdout, stderr } of results)
        assert.ok(!(stdout + stderr).includes('planted'), 'a stream has the key');
      for (const root of [project.root, state.root]) {
        for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
          const file = path.join(entry.parentPath, entry.name);
          if (!entry.isFile() || file.endsWith('.agentforge/secrets.yaml')) continue;
          assert.ok(!(await readFile(file, 'latin1')).includes('planted'), file);
        }
      }
      for (const { text, key } of api.requests) {
        assert.equal(key, KEY);
        assert.ok(!text.includes('planted'), 'a prompt has the key');
      }
    }

    it('with the key of a server that speaks like OpenAI, in a recording too', async () => {
      const server = await startFakeOpenAi();
      try {
        server.error(500, { message: `no ${KEY}` });
        server.answer(`Your key is ${KEY}.\n\n${recording('red')}`, { deltas: 7 });
        const env = { ANTHROPIC_API_KEY: undefined, OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url };
        const asked = [...RED, '--provider', 'openai', '--model', 'tiny', '--record', 'run.jsonl'];
        const reached = await run(asked, env);
        assert.equal(reached.code, 0, reached.stderr);
        assert.match(await project.text('run.jsonl'), /Your key is \[redacted 1\]/);
        assert.match(reached.stderr, /Secrets were taken out of the answer/);
        await assertNowhere(reached, await run(['log', '--verbose'], env));
      } finally {
        await server.close();
      }
    });

    it('with the credentials of Amazon Bedrock', async () => {
      const cloud = await startFakeCloud();
      try {
        cloud.next(stream('aws', `Your key is ${KEY}.\n\n${recording('red')}`, { deltas: 40 }));
        const env = {
          ...{ ANTHROPIC_API_KEY: undefined, HOME: project.root, AWS_EC2_METADATA_DISABLED: 'true' },
          ...{ AWS_REGION: 'eu-central-1', ANTHROPIC_BEDROCK_BASE_URL: cloud.url },
          ...{ AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: KEY },
        };
        const reached = await run([...RED, '--provider', 'bedrock', '--record', 'run.jsonl'], env);
        assert.equal(reached.code, 0, reached.stderr);
        await assertNowhere(reached, await run(['log', '--verbose'], env));
      } finally {
        await cloud.close();
      }
    });

    it('nor is it written into a file by --yes', async () => {
      const text = recording('red').replace('```javascript:test/cart.test.js\n', `$&// ${KEY}\n`);
      api.respond(() => ({ kind: 'answer', text }));
      const { code, stdout, stderr } = await run([...RED, '--attempts', '1']);
      assert.equal(code, 3);
      assert.match(stdout, /line \d+: this holds your own API key/);
      assert.match(stderr, /cart\.test\.js holds your own API key, and --yes does not consent to it/);
      await assertNowhere({ code, stdout, stderr, signal: undefined });
      await project.assertUntouched();
    });

    for (const [where, env, stdin, option] of [
      ['the environment', { ANTHROPIC_API_KEY: KEY }, '', []],
      ['.agentforge/secrets.yaml', { ANTHROPIC_API_KEY: undefined }, '', []],
      ['standard input', { ANTHROPIC_API_KEY: undefined }, `${KEY}\n`, ['--key-stdin']],
    ] as const) {
      it(`with the key in ${where}`, async () => {
        if (where.startsWith('.')) await project.write('.agentforge/secrets.yaml', `anthropic_api_key: ${KEY}\n`);
        // The model repeats the key, in the prose of an answer and in an error; the test run writes down what it sees.
        api.error(401, { message: `invalid x-api-key: ${KEY}` });
        api.errorEvent('half an answer', { message: `overloaded for ${KEY}` });
        const text = `Your key is ${KEY}.\n\n${recording('red').replace('```javascript:test/cart.test.js\n', `$&${SPY}`)}\n`;
        api.respond(() => ({ kind: 'answer', text }));
        const refused = await run([...RED, ...option], env, stdin);
        assert.equal(refused.code, 3, refused.stderr);
        const broken = await run([...RED, ...option, '--attempts', '1'], env, stdin);
        const reached = await run([...RED, ...option, '--json', '--verbose'], env, stdin);
        const log = await run(['log', '--verbose'], env);
        assert.match(await project.text('child-environment.json'), /PATH/);
        assert.match(broken.stdout + reached.stdout, /Your key is \[redacted\]/);
        await assertNowhere(refused, broken, reached, log);
      });
    }
  });
});
