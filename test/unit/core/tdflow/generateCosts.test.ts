import assert from 'node:assert/strict';
import type { ModelEvent, ModelProvider } from '../../../../src/core/model/provider';
import { ANSWER, generateCart } from '../../../kit/generateCart';

const MODEL = 'claude-sonnet-5-5';
const STARTED: ModelEvent = { kind: 'started', model: MODEL };
const CUT = { kind: 'failed', problem: { kind: 'answer-cut', detail: 'it broke off' }, retryable: false } as const;
const LOST = {
  kind: 'failed',
  problem: { kind: 'model-failed', detail: 'lost', attempts: 3 },
  retryable: true,
} as const;
/** $0.04. */
const usage = { inputTokens: 10_000, outputTokens: 2_000, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** What a generation of so many requests cost. */
async function costOf(...requests: readonly (readonly ModelEvent[])[]): Promise<number | undefined> {
  let asked = 0;
  const provider: ModelProvider = {
    ...{ label: 'scripted', modelName: MODEL, isMetered: true },
    async *stream() {
      yield* requests[asked++] ?? [];
    },
  };
  const { cost } = await generateCart(provider, new AbortController().signal);
  assert.equal(asked, requests.length);
  return cost;
}

describe('what a generation cost', () => {
  const half: readonly ModelEvent[] = [STARTED, { kind: 'text', text: ANSWER.slice(0, 150) }, { ...CUT, usage }];

  it('is the sum of its requests', async () => {
    assert.equal((await costOf(half, [{ ...LOST, usage }]))?.toFixed(4), '0.0800');
  });

  it('has nothing of a request that came to nothing', async () => {
    assert.equal((await costOf(half, [LOST]))?.toFixed(4), '0.0400');
  });

  it('is not known when something may have been charged for that nobody counted', async () => {
    assert.equal(await costOf(half, [{ ...LOST, mayCost: 'answer' }]), undefined);
    assert.equal(await costOf(half, [{ ...LOST, mayCost: 'prompt' }]), undefined);
  });
});
