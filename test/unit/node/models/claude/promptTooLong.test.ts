import assert from 'node:assert/strict';
import { promptTooLong } from '../../../../../src/node/models/promptTooLong';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { PhaseRun, TESTS } from '../../../core/tdflow/phaseRun';
import { providerAt } from './anthropicAsking';

const REFUSAL = { message: 'prompt is too long: 30000 tokens > 6000 maximum' };

describe('a prompt that is too long for its model', () => {
  let api: RunningFakeMessages;
  let phase: PhaseRun;

  beforeEach(async () => {
    api = await startFakeMessages();
    phase = await PhaseRun.make();
    const example = Array.from({ length: 200 }, (_, index) => `def test_${index}():\n    assert x == ${index}\n`);
    await phase.folder.write('tests/test_other.py', `from src.other import x\n\n\n${example.join('\n\n')}`);
  });

  afterEach(async () => {
    await phase.folder.dispose();
    await api.close();
  });

  it('is made anew with less, once, and what it dropped is said', async () => {
    api.error(400, REFUSAL);
    api.answer(TESTS);
    const { outcome } = await phase.run('red', { provider: providerAt(api) });
    assert.equal(outcome.kind, 'reached');
    const [first = '', second = ''] = api.requests.map(({ prompt }) => prompt);
    assert.ok(first.includes('tests/test_other.py') && !second.includes('def test_199'));
    const told = phase.events.flatMap((event) =>
      event.kind === 'prompt' ? [event.omitted.map(({ what }) => what)] : [],
    );
    assert.deepEqual(told, [[], ['tests/test_other.py']]);
  });

  it('is given up when it is too long again, with the prompt kept for a person', async () => {
    api.error(400, REFUSAL);
    api.error(400, REFUSAL);
    const { outcome } = await phase.run('red', { provider: providerAt(api) });
    assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'prompt-too-long');
    assert.match(outcome.problem.promptPath ?? '', /001-red-cart\/prompt\.md$/);
    assert.equal(api.requests.length, 2);
  });

  it('is told as that when even the least of it does not fit', async () => {
    api.error(400, { message: 'prompt is too long: 30000 tokens > 100 maximum' });
    const { outcome } = await phase.run('red', { provider: providerAt(api) });
    assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'prompt-too-long', JSON.stringify(outcome));
    assert.equal(api.requests.length, 1);
  });

  it('is told in many words', () => {
    const most = (message: string, code?: string) => promptTooLong({ status: 400, code, message })?.most;
    assert.equal(most(REFUSAL.message), 6_000);
    assert.equal(most("This model's maximum context length is 8192 tokens. However, you requested 9000."), 8_192);
    assert.ok(promptTooLong({ status: 400, code: 'context_length_exceeded', message: 'no' }) !== undefined);
    assert.ok(
      promptTooLong({ status: 400, code: undefined, message: 'the request exceeds the available context size' }),
    );
    assert.equal(promptTooLong({ status: 400, code: undefined, message: 'max_tokens: too large' }), undefined);
    assert.equal(promptTooLong({ status: 429, code: undefined, message: REFUSAL.message }), undefined);
  });
});
