import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const KEY = 'sk-ant-secret-4711-secret';
const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
const SETTINGS = '.agentforge/generation.yaml';

describe('models and money in a terminal', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let state: TemporaryWorkspace;

  beforeEach(async () => {
    api = await startFakeMessages();
    state = await TemporaryWorkspace.make();
    project = await shopProject();
  });

  afterEach(async () => {
    await project.dispose();
    await state.dispose();
    await api.close();
  });

  /** Each test is another user, with nothing kept and nothing spent. */
  function run(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<CliResult> {
    const own = { XDG_STATE_HOME: state.root, XDG_CONFIG_HOME: state.root, LOCALAPPDATA: state.root };
    const all = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url, ...own, ...env };
    return new CliRunner(project.root, all).run(args);
  }

  async function writeOwn(text: string): Promise<void> {
    await state.write('agentforge/generation.yaml', text);
    await chmod(state.path('agentforge/generation.yaml'), 0o600);
  }

  const linesOf = ({ stdout }: CliResult) => stdout.split('\n');
  const events = (result: CliResult) =>
    linesOf(result)
      .filter(Boolean)
      .map((line) => JSON.parse(line));

  it('lists the models with limits, prices and ends, as the service has them now', async () => {
    const { code, stdout } = await run(['models']);
    assert.equal(code, 0);
    assert.match(stdout, /^claude-sonnet-5-5 +1,000,000 context, 128,000 answer +\$2 \/ \$10 +usual, chosen$/m);
    assert.match(stdout, /^claude-opus-5-5 .*\$4 \/ \$20 +for complex work$/m);
    assert.match(stdout, /^claude-sonnet-4-5-20250929 .*ends 2026-11-30$/m);
    assert.match(stdout, /^claude-opus-4-20250514 .*price not known +retired 2026-06-15$/m);
    assert.equal(api.listings.length, 1);
    assert.equal((await run(['models'])).stdout, stdout);
    assert.equal(api.listings.length, 1, 'what was listed is kept for a day');
    await run(['models', '--refresh']);
    assert.equal(api.listings.length, 2);
  });

  it('lists them as JSON, with what was shipped when the service gives no list', async () => {
    api.listModels({ kind: 'error', status: 500 });
    const [listed, note] = events(await run(['models', '--json']));
    assert.deepEqual([listed.event, listed.from, listed.asOf], ['models', 'snapshot', '2026-11-19']);
    const sonnet = listed.models.find(({ id }: { id: string }) => id === 'claude-sonnet-5-5');
    assert.equal(sonnet.contextTokens, 1_000_000);
    assert.deepEqual(sonnet.price, { input: 2, output: 10, cacheRead: 0.2 }, 'in dollars for a million tokens');
    assert.match(note.text, /list of models is that of 2026-11-19: a newer one did not come \(it answered with 500\)/);
    assert.ok(!JSON.stringify(listed).includes(KEY));
  });

  it('needs no key and no network for what was shipped', async () => {
    const { code, stdout, stderr } = await run(['models'], { ANTHROPIC_API_KEY: undefined });
    assert.equal(code, 0);
    assert.match(stdout, /^claude-sonnet-4-5 .*ends 2026-11-30$/m);
    assert.match(stderr, /no key, so the service was not asked/);
    assert.equal(api.listings.length, 0);
  });

  for (const [model, words] of [
    [
      'claude-sonnet-4-20250514',
      /model claude-sonnet-4-20250514 was retired on 2026-06-15 and answers no more.*\n.*--model claude-sonnet-5-5/,
    ],
    ['claude-sonet-5-5', /Claude has no model claude-sonet-5-5\. Did you mean claude-sonnet-5-5 or/],
    ['claud-sonnet', /Claude has no model claud-sonnet\. Did you mean claude-sonnet-5-5 or/],
  ] as const) {
    it(`explains ${model} of the settings file before anything is sent, and names what to go on with`, async () => {
      await project.write(SETTINGS, `provider:\n  name: claude\n  model: ${model}\n`);
      const { code, stderr } = await run(RED);
      assert.equal(code, 2);
      assert.match(stderr, words);
      assert.equal(api.requests.length, 0);
      await project.assertUntouched();
      api.answer(recording('red'));
      assert.equal((await run([...RED, '--model', 'claude-sonnet-5-5'])).code, 0);
    });
  }

  it('warns of a model that is going, and goes on with it', async () => {
    await project.write(SETTINGS, 'provider:\n  model: claude-sonnet-4-5-20250929\n');
    api.answer(recording('red'));
    const { code, stderr } = await run(RED);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /claude-sonnet-4-5-20250929 ends on 2026-11-30\. Its successor is claude-sonnet-5-5/);
    assert.equal(api.request().body.model, 'claude-sonnet-4-5-20250929');
  });

  it('does not let a repository choose a dearer model than the user allows', async () => {
    await project.write(SETTINGS, 'provider:\n  model: claude-fable-5-1\n');
    api.answer(recording('red'));
    const { stderr } = await run(RED);
    assert.match(stderr, /names the model claude-fable-5-1, which is not among those that you allow it/);
    assert.equal(api.request().body.model, 'claude-sonnet-5-5');
    await project.dispose();
    project = await shopProject();
    await project.write(SETTINGS, 'provider:\n  model: claude-fable-5-1\n');
    api.answer(recording('red'));
    await run(RED, { AGENTFORGE_ALLOWED_MODELS: 'claude-fable-5-1, claude-opus-5-5' });
    assert.equal(api.request().body.model, 'claude-fable-5-1');
  });

  it('sends what the model takes and nothing that it would reject', async () => {
    api.answer(recording('red'));
    await run(RED, { AGENTFORGE_EFFORT: 'low' });
    const { thinking, output_config, max_tokens } = api.request().body;
    assert.deepEqual([thinking, output_config, max_tokens], [{ type: 'between_tools' }, { effort: 'low' }, 128_000]);
    await project.dispose();
    project = await shopProject();
    api.answer(recording('red'));
    const { code, stderr } = await run([...RED, '--model', 'claude-opus-5-5'], { AGENTFORGE_EFFORT: 'max' });
    assert.equal(code, 0, stderr);
    assert.deepEqual(api.request().body.thinking, { type: 'adaptive' });
  });

  it('says before it asks what the answer will cost, and afterwards what it came to', async () => {
    const dry = await run([...RED.slice(0, -1), '--dry-run']);
    assert.match(
      dry.stderr,
      /Nothing was sent\. An answer of claude-sonnet-5-5: about \$0\.0\d+, at most \$1\.[23]\d \(prices of \d{4}-\d\d-\d\d\)/,
    );
    api.answer(recording('red'), { usage: { input: 5_000, output: 2_000 } });
    const { stdout } = await run(RED);
    assert.match(stdout, /^ {2}cost +about \$0\.0\d+, at most \$1\.[23]\d /m);
    const cost = await run(['tdflow', 'cost']);
    assert.match(cost.stdout, /^Today, in all projects +\$0\.0300 of \$20\.00$/m);
    assert.match(cost.stdout, /^ {2}cart +\$0\.0300\n {4}RED +\$0\.0300 in 1 attempt$/m);
    assert.match((await run(['tdflow', 'status'])).stdout, /\$0\.0300 · 0 of \d verified/);
  });

  it('stops before the request when the cap of a day is reached, which no repository can raise', async () => {
    await project.write(SETTINGS, 'budget:\n  per_day: 1000\n');
    api.answer(recording('red'), { usage: { input: 5_000, output: 2_000 } });
    assert.equal((await run(RED)).code, 0);
    const { code, stderr } = await run(RED, { AGENTFORGE_MAX_COST_PER_DAY: '0.04' });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /The cap of \$0\.0400 for today would be broken: \$0\.0300 are spent or set aside, and .* more\./,
    );
    assert.doesNotMatch(stderr, /at least/);
    assert.match(stderr, /AGENTFORGE_MAX_COST_PER_DAY, budget\.per_day; the lowest holds\)/);
    assert.match(stderr, /or give the prompt in \S+prompt\.md to a model by hand/);
    assert.equal(api.requests.length, 1);
  });

  for (const [place, write] of [
    ['AGENTFORGE_MAX_COST_PER_DAY', async () => ({ AGENTFORGE_MAX_COST_PER_DAY: '$1' })],
    ['generation.yaml:2:3: "budget.per_day"', () => writeOwn('budget:\n  per_day: $1\n').then(() => ({}))],
    [`${SETTINGS}:2:3: "budget.per_day"`, () => project.write(SETTINGS, 'budget:\n  per_day: $1\n').then(() => ({}))],
  ] as const) {
    it(`stops at a cap that cannot be read, and says what to write: ${place}`, async () => {
      const { code, stderr } = await run(RED, await write());
      assert.equal(code, 2);
      assert.ok(
        stderr.includes(`${place} is "$1" but must be an amount in US dollars without a sign, such as 0.50`),
        stderr,
      );
      assert.equal(api.requests.length, 0);
    });
  }

  it('keeps the lowest of the caps that the user gave, in the own file or in the environment', async () => {
    await writeOwn('budget: {per_generation: 0.001, per_day: 5}\n');
    const { code, stderr } = await run(RED, { AGENTFORGE_MAX_COST_PER_GENERATION: '7' });
    assert.equal(code, 2);
    assert.match(stderr, /The cap of \$0\.0010 for one generation would be broken/);
    const { stdout } = await run(['tdflow', 'cost'], { AGENTFORGE_MAX_COST_PER_DAY: '4' });
    assert.match(stdout, /^Today, in all projects +.* of \$4\.00$/m);
    assert.equal(api.requests.length, 0);
  });

  it('lets the user raise a limit, and no repository, which is told where', async () => {
    await project.write(SETTINGS, 'tokens:\n  max_context: 40000\n');
    const own = state.path('agentforge/generation.yaml');
    const cut = await run([...RED.slice(0, -1), '--dry-run']);
    assert.ok(
      cut.stderr.includes(
        `${SETTINGS}:2: "tokens.max_context" is 40000, more than you allow: 32000 is used. To allow more, write it into ${own}.`,
      ),
      cut.stderr,
    );
    await writeOwn('tokens:\n  max_context: 40000\n');
    assert.doesNotMatch((await run([...RED.slice(0, -1), '--dry-run'])).stderr, /more than you allow/);
  });

  it('gives a repository that may not have its model the first one that the user allows', async () => {
    await project.write(SETTINGS, 'provider:\n  model: claude-opus-5-5\n');
    api.answer(recording('red'));
    const { stderr } = await run(RED, { AGENTFORGE_ALLOWED_MODELS: 'claude-haiku-5-5' });
    assert.equal(api.request().body.model, 'claude-haiku-5-5', stderr);
  });

  it('lets a repository lower a cap', async () => {
    await project.write(SETTINGS, 'budget:\n  per_generation: 0.001\n');
    const { code, stderr } = await run(RED);
    assert.equal(code, 2);
    assert.match(stderr, /The cap of \$0\.0010 for one generation would be broken/);
    assert.equal(api.requests.length, 0);
  });

  it('has the service count a prompt that is near the budget, and learns from its answers how it counts', async () => {
    api.answer(recording('red'), { usage: { input: 1_000, output: 500 } });
    const [told] = events(await run([...RED, '--json'])).filter(({ event }) => event === 'prompt');
    assert.equal(api.counts.length, 0, 'far from the budget nobody counts');
    await project.dispose();
    project = await shopProject();
    api.answer(recording('red'), { usage: { input: 1_000, output: 500 } });
    const [learned] = events(await run([...RED, '--json'])).filter(({ event }) => event === 'prompt');
    assert.ok(learned.tokens < told.tokens, `${learned.tokens} and not ${told.tokens}`);
    await project.write(SETTINGS, `tokens:\n  max_context: ${learned.tokens + 50}\n`);
    api.countAs(() => 777);
    api.answer(recording('red'));
    const [counted] = events(await run([...RED, '--json'])).filter(({ event }) => event === 'prompt');
    assert.deepEqual([api.counts.length, counted.tokens], [1, 777]);
  });
});
