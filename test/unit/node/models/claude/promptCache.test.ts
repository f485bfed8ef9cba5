import assert from 'node:assert/strict';
import { DEFAULT_REPAIR_LIMITS } from '../../../../../src/core/tdflow/repairLimits';
import type { RecordedRequest } from '../../../../kit/fakeMessages/recordedRequest';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { testReport, testResult } from '../../../../kit/testReport';
import { block, CODE, PhaseRun, TESTS } from '../../../core/tdflow/phaseRun';
import { providerAt } from './anthropicAsking';

const BREAKPOINT = '"cache_control":{"type":"ephemeral"}';

/** The bytes of a request's body up to its last breakpoint. */
function beforeLastBreakpoint({ text }: RecordedRequest): string {
  const end = text.lastIndexOf(BREAKPOINT);
  assert.ok(end > 0, 'there is no breakpoint');
  return text.slice(0, end);
}

describe('prompt caching', () => {
  let api: RunningFakeMessages;
  let phase: PhaseRun;

  beforeEach(async () => {
    api = await startFakeMessages();
    phase = await PhaseRun.make();
    await phase.folder.write('tests/test_other.py', 'from src.other import x\n\n\ndef test_x():\n    assert x == 1\n');
  });

  afterEach(async () => {
    await phase.folder.dispose();
    await api.close();
  });

  it('begins every prompt of a component with the same bytes, in all phases, after failed and broken answers too', async () => {
    const provider = providerAt(api);
    const limits = DEFAULT_REPAIR_LIMITS;
    const again = { afterFailure: async () => ({ kind: 'again' as const, feedback: 'Total is wrong.' }) };
    api.answer('I would rather talk about it.');
    api.answer(TESTS);
    const red = await phase.run('red', { provider, limits, consent: again });
    assert.equal(red.outcome.kind, 'reached');

    const untilCart = async () => {
      const code = await phase.folder.text('src/cart.py').catch(() => '');
      return testReport([testResult('test_total', code.includes('class Cart') ? 'passed' : 'failed')]);
    };
    api.answer(block('src/cart.py', 'def total():\n    return 2'));
    api.cut(CODE, { after: CODE.indexOf('class Cart') });
    api.answer(CODE.slice(CODE.indexOf('```python:src/cart.py')));
    const session = await phase.stored(red.session);
    const green = await phase.run('green', { provider, limits, consent: again, session, runs: untilCart });
    assert.equal(green.outcome.kind, 'reached');

    api.answer(block('src/cart.py', 'class Cart:\n    """Holds items."""'));
    const later = await phase.stored(session);
    await phase.run('refactor', { provider, session: later });

    assert.equal(api.requests.length, 6);
    const [first, ...others] = api.requests.map(beforeLastBreakpoint);
    for (const other of others) assert.equal(other, first);
    assert.match(first ?? '', /<specification>.*<examples>.*tests\/test_other\.py.*src\/other\.py.*<\/examples>/s);
    assert.equal(new Set(api.requests.map(({ text }) => text)).size, 6);
  });

  it('marks the ends of what is shared, and what is asked of the phase comes after them', async () => {
    api.answer(TESTS);
    await phase.run('red', { provider: providerAt(api) });
    const content: { text: string; cache_control?: object }[] = api.request().body.messages[0].content;
    assert.deepEqual(
      content.map(({ cache_control }) => cache_control),
      [{ type: 'ephemeral' }, { type: 'ephemeral' }, undefined],
    );
    assert.match(content[0]?.text ?? '', /^<context>\n<specification>\n[\s\S]*<\/specification>\n\n$/);
    assert.match(content[1]?.text ?? '', /^<examples>\n[\s\S]*<\/examples>\n\n$/);
    assert.match(content[2]?.text ?? '', /<phase>RED, mode full, component cart<\/phase>/);
  });
});
