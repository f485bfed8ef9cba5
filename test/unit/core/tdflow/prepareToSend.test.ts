import assert from 'node:assert/strict';
import type { Budget } from '../../../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { upperEstimate } from '../../../../src/core/context/tokenCounter';
import type { ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import { requestText } from '../../../../src/core/model/requestText';
import { prepareToSend } from '../../../../src/core/tdflow/prepareToSend';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

/** Another test of the project, which the prompt shows as an example when there is room: well below half of it. */
const EXAMPLE = `import shop\n\n${'def test_it_adds():\n    assert 1 + 1 == 2\n\n\n'.repeat(70)}`;

describe('a prompt that is about to be sent', () => {
  let workspace: TemporaryWorkspace;

  beforeEach(async () => {
    workspace = await TemporaryWorkspace.make({ 'tests/test_other.py': EXAMPLE });
  });

  afterEach(() => workspace.dispose());

  /** A service that counts so many tokens for one of the upper estimate. */
  function service(ratio: number | undefined, more: Partial<ModelProvider> = {}) {
    const counted: number[] = [];
    const provider: ModelProvider = {
      ...{ label: 'x', modelName: 'claude-sonnet-5-5', isMetered: true },
      async countTokens(request: ModelRequest) {
        if (ratio === undefined) return undefined;
        const tokens = Math.ceil(upperEstimate(requestText(request)) * ratio);
        counted.push(tokens);
        return tokens;
      },
      // biome-ignore lint/correctness/useYield: nothing is asked here
      async *stream() {
        throw new Error('nothing is asked here');
      },
      ...more,
    };
    return { provider, counted };
  }

  async function prepare(provider: ModelProvider, maxContextTokens: number, correction = 1) {
    const ports = nodePorts(workspace.root);
    const task = await sampleTask('red', ports, { config: { ...DEFAULT_CONFIG, maxContextTokens } });
    const fit = { parameters: { maxTokens: 10_000 }, correction, answerTokens: 2_000 };
    return prepareToSend({ ...task, fit }, provider, ports, new AbortController().signal);
  }

  it('is not counted by the service as long as it is far from the budget', async () => {
    const { provider, counted } = service(0.5);
    const { prompt, omitted } = must(await prepare(provider, 100_000));
    assert.deepEqual([counted, omitted], [[], []]);
    assert.ok(prompt.tokens > 2_000);
  });

  it('is counted near the budget, and told as it was counted', async () => {
    const whole = must(await prepare(service(undefined).provider, 100_000)).prompt.tokens;
    const { provider, counted } = service(0.5);
    const { prompt, omitted } = must(await prepare(provider, Math.ceil(whole * 1.1)));
    assert.deepEqual([counted, omitted], [[prompt.tokens], []]);
    assert.ok(Math.abs(prompt.tokens - whole / 2) <= 1);
  });

  it('is counted wherever a denser text would be over, however few tokens earlier ones had', async () => {
    const whole = must(await prepare(service(undefined).provider, 100_000)).prompt.tokens;
    const { provider, counted } = service(0.9);
    // Learned on prose; by that this one takes 0.62 of the budget, and it takes 1.1 times as much.
    const budget = Math.ceil(whole * 0.8);
    const { prompt, omitted } = must(await prepare(provider, budget, 0.495));
    assert.ok((counted[0] ?? 0) > budget, 'the first one was over');
    assert.ok(prompt.tokens <= budget);
    assert.equal(omitted.length, 1);
  });

  it('is made anew with less when the service counts more than the budget, and says what it left out', async () => {
    const whole = must(await prepare(service(undefined).provider, 100_000)).prompt.tokens;
    const { provider, counted } = service(0.6);
    // Believed to count 0.4 of the estimate, it counts 0.6.
    const budget = Math.ceil(whole * 0.45);
    const { prompt, omitted } = must(await prepare(provider, budget, 0.4));
    assert.ok((counted[0] ?? 0) > budget, 'the first one was over');
    assert.ok(prompt.tokens <= budget);
    assert.deepEqual(
      omitted.map(({ what }) => what),
      ['tests/test_other.py'],
    );
  });

  it('is a problem when nothing more can be left out', async () => {
    const result = await prepare(service(5).provider, 900, 0.5);
    assert.ok(!result.ok && result.problem.kind === 'budget-too-small', 'there is a budget');
    assert.equal(result.problem.budget, 900);
  });

  it('is believed to be as estimated when the service does not tell', async () => {
    const whole = must(await prepare(service(undefined).provider, 100_000)).prompt.tokens;
    const { prompt } = must(await prepare(service(undefined).provider, Math.ceil(whole * 1.1)));
    assert.equal(prompt.tokens, whole);
  });

  it('holds more when the model is known to count less', async () => {
    const whole = must(await prepare(service(undefined).provider, 100_000)).prompt.tokens;
    const budget = Math.ceil(whole * 0.7);
    assert.equal(must(await prepare(service(undefined).provider, budget)).omitted.length, 1);
    assert.equal(must(await prepare(service(undefined).provider, budget, 0.5)).omitted.length, 0);
  });

  it('tells what the answer will cost, that nobody knows, or that it costs nothing', async () => {
    const { estimate, prompt } = must(await prepare(service(undefined).provider, 100_000));
    assert.ok(typeof estimate === 'object');
    const input = (prompt.tokens * 1.25 * 2) / 1e6;
    assert.deepEqual(
      [estimate.typical.toFixed(9), estimate.most.toFixed(9)],
      [(input + 0.02).toFixed(9), (input + 0.1).toFixed(9)],
    );
    assert.equal(must(await prepare(service(1, { modelName: 'own' }).provider, 100_000)).estimate, 'unknown');
    assert.equal(must(await prepare(service(1, { isMetered: false }).provider, 100_000)).estimate, undefined);
  });

  it('tells no more than the cap of a generation lets it cost, however long the model can answer', async () => {
    const ports = nodePorts(workspace.root);
    const estimateWith = async (budget: Budget) => {
      const task = await sampleTask('red', ports, { config: { ...DEFAULT_CONFIG, maxContextTokens: 100_000, budget } });
      const fit = { parameters: { maxTokens: 128_000 }, correction: 1, answerTokens: 2_000 };
      const provider = service(undefined, { modelName: 'claude-opus-5-5' }).provider;
      const { estimate } = must(await prepareToSend({ ...task, fit }, provider, ports, new AbortController().signal));
      assert.ok(typeof estimate === 'object');
      return estimate;
    };
    const usual = await estimateWith({ user: {}, repository: {} });
    assert.ok(usual.most === 2 && usual.typical < 0.2, JSON.stringify(usual));
    assert.ok((await estimateWith({ user: { generation: 'none' }, repository: {} })).most > 2.56);
    const low = await estimateWith({ user: { generation: 5 }, repository: { generation: 0.01 } });
    assert.deepEqual(low, { typical: 0.01, most: 0.01 });
  });
});
