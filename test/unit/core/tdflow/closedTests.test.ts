import assert from 'node:assert/strict';
import type { ModelEvent, ModelProvider } from '../../../../src/core/model/provider';
import { block, PhaseRun } from './phaseRun';

const TESTS = 'from src.cart import total\n\n\ndef test_total():\n    assert total() == 3';
const CODE = block('src/cart.py', 'def total():\n    return 3');

describe('a test file in an answer of GREEN', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  /** Gives what was asked of the service and never taken, and the rows that were known when the first file had closed. */
  async function green(isMetered: boolean, ...pieces: readonly string[]) {
    let taken = 0;
    const provider: ModelProvider = {
      ...{ label: 'x', modelName: 'x', isMetered },
      async *stream(_, signal): AsyncGenerator<ModelEvent> {
        yield { kind: 'started', model: 'x' };
        for (const text of pieces) {
          if (signal.aborted) break;
          taken += 1;
          yield { kind: 'text', text };
        }
        yield { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };
      },
    };
    const { outcome } = await phase.run('green', { provider });
    const seen = phase.events.flatMap((event) => (event.kind === 'changes' ? [event.changes.files[0]] : []));
    return { outcome, taken, seen };
  }

  const words = TESTS.replace('test_total():', 'test_total():  # the same');

  it('that only says the same in other words ends the answer as soon as it closes, when it is paid for', async () => {
    const { outcome, taken } = await green(true, block('tests/test_cart.py', words), CODE, CODE);
    assert.equal(taken, 1);
    assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'answer-refused', JSON.stringify(outcome));
    assert.match(
      outcome.problem.detail,
      /tests\/test_cart\.py: .*It was stopped there, so that the rest costs nothing/,
    );
  });

  it('that promises something else is shown as such while the rest comes', async () => {
    const other = TESTS.replace('== 3', '== 4');
    const { taken, seen } = await green(true, block('tests/test_cart.py', other), CODE, CODE);
    assert.equal(taken, 3, 'a person may want it');
    const first = seen.find((file) => file?.state === 'complete');
    assert.deepEqual(
      first?.concerns?.contract.map(({ file }) => file),
      ['tests/test_cart.py'],
    );
    assert.equal(first?.refusal, undefined);
  });
});
