import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { ModelEvent, ModelProvider } from '../../../../src/core/model/provider';
import type { FailedAttempt, NextStep } from '../../../../src/core/tdflow/consent';
import { DEFAULT_REPAIR_LIMITS } from '../../../../src/core/tdflow/repairLimits';
import { componentOf } from '../../../../src/core/tdflow/session';
import { testReport, testResult } from '../../../kit/testReport';
import { block, PhaseRun, passing } from './phaseRun';

const CART = (body: string) => block('src/cart.py', body);
const USAGE = { inputTokens: 1_000, outputTokens: 1_000, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** A model that gives one answer after the other and keeps what it was asked. */
function answering(answers: readonly string[], model = 'claude-sonnet-5-5') {
  const asked: string[] = [];
  const provider: ModelProvider = {
    label: 'scripted',
    modelName: model,
    isMetered: false,
    async *stream({ user }): AsyncGenerator<ModelEvent> {
      asked.push(user.join(''));
      yield { kind: 'started', model };
      yield { kind: 'text', text: answers[asked.length - 1] ?? assert.fail('asked more often than expected') };
      yield { kind: 'completed', stopReason: 'end_turn', usage: USAGE };
    },
  };
  return { provider, asked };
}

const again = async ({ stop, feedback }: FailedAttempt): Promise<NextStep> =>
  stop === undefined ? { kind: 'again', feedback } : { kind: 'take-back' };

describe('the repair loop', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  /** Fails as long as the code has no `total`, with its number of lines in the message. */
  const untilTotal = async () => {
    const code = await phase.folder.text('src/cart.py').catch(() => '');
    if (code.includes('total')) return passing({ files: [], timeLimitMs: 1 }, new AbortController().signal);
    const message = `assert ${code.length} == 3`;
    return testReport([testResult('test_total', 'failed', { exception: 'AssertionError', message })]);
  };
  const failures = () => phase.events.flatMap((event) => (event.kind === 'attempt-failed' ? [event] : []));

  it('goes bad, bad, good: each attempt is told what failed and begins at the same base', async () => {
    const { provider, asked } = answering([CART('x = 1'), CART('xy = 2'), CART('def total(): return 3')]);
    const seen: boolean[] = [];
    const { outcome, session } = await phase.run('green', {
      provider,
      runs: untilTotal,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: again },
      onEvent: (event) => {
        if (event.kind === 'step' && event.step === 'model') seen.push(existsSync(phase.folder.path('src/cart.py')));
      },
    });
    assert.equal(outcome.kind, 'reached');
    assert.deepEqual(seen, [false, false, false], 'the base is clean whenever the model is asked');
    assert.match(asked[1] ?? '', /assert \d+ == 3/);
    assert.match(asked[1] ?? '', /Attempt 1 did not come through[\s\S]*\+x = 1/);
    assert.match(asked[2] ?? '', /Attempt 2 did not come through[\s\S]*\+xy = 2/);
    const cart = componentOf(await phase.stored(session), 'cart');
    assert.deepEqual(
      cart?.attempts.map(({ result, cost }) => [result, cost]),
      [
        ['not-reached', 0.012],
        ['not-reached', 0.012],
        ['reached', 0.012],
      ],
    );
    assert.equal(cart?.phases.green?.state, 'reached');
    assert.match(await phase.folder.text('src/cart.py'), /def total/);
  });

  it('stops when two attempts fail in the same way', async () => {
    const same = () =>
      testReport([testResult('test_total', 'failed', { exception: 'AssertionError', message: 'assert 1 == 3' })]);
    const { provider } = answering([CART('x = 1'), CART('y = 2')]);
    const { outcome } = await phase.run('green', {
      provider,
      runs: same,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: again },
    });
    assert.equal(outcome.kind, 'not-reached');
    assert.equal(failures().at(-1)?.stop, 'Attempt 2 failed in the same way as attempt 1.');
    assert.equal(existsSync(phase.folder.path('src/cart.py')), false);
  });

  it('stops when two attempts give the same answer', async () => {
    const { provider } = answering([CART('x = 1'), CART('x = 1')]);
    let runs = 0;
    await phase.run('green', {
      provider,
      runs: () =>
        testReport([testResult('test_total', 'failed', { exception: 'AssertionError', message: `run ${++runs}` })]),
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: again },
    });
    assert.equal(failures().at(-1)?.stop, 'Attempt 2 gave the same answer as attempt 1.');
  });

  it('keeps to the number of attempts, the money and the known price', async () => {
    const stopOf = async (limits: Partial<typeof DEFAULT_REPAIR_LIMITS>, model?: string) => {
      phase.events.length = 0;
      const { provider } = answering(['a', 'bb', 'ccc', 'dddd'].map(CART), model);
      await phase.run('green', {
        provider,
        runs: untilTotal,
        limits: { ...DEFAULT_REPAIR_LIMITS, ...limits },
        consent: { afterFailure: again },
      });
      return `${failures().length}: ${failures().at(-1)?.stop}`;
    };
    assert.equal(await stopOf({ attempts: 2 }), '2: All 2 attempts are used.');
    assert.equal(await stopOf({ cost: 0.02 }), '2: $0.0240 were spent; the limit is $0.0200.');
    assert.match(await stopOf({}, 'some-model'), /^1: What an answer costs is not known/);
    assert.equal(await stopOf({ cost: undefined }, 'some-model'), '3: All 3 attempts are used.');
  });

  it('tells the model which block of an unusable answer failed and why', async () => {
    const { provider, asked } = answering([block('../evil.py', 'x'), CART('def total(): return 3')]);
    const { outcome, session } = await phase.run('green', {
      provider,
      runs: untilTotal,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: again },
    });
    assert.equal(outcome.kind, 'reached');
    assert.match(asked[1] ?? '', /The answer could not be used[\s\S]*- \.\.\/evil\.py: refused\./);
    const results = componentOf(await phase.stored(session), 'cart')?.attempts.map(({ result }) => result);
    assert.deepEqual(results, ['unusable', 'reached']);
  });

  describe('an answer that cannot be used', () => {
    const asking = () => {
      const questions: FailedAttempt[] = [];
      const afterFailure = async (failed: FailedAttempt): Promise<NextStep> => {
        questions.push(failed);
        return { kind: 'take-back' };
      };
      return { questions, consent: { afterFailure } };
    };

    it('is asked again once with the report, and nobody is asked about that', async () => {
      const { provider, asked } = answering(['Let me think.', CART('def total(): return 3')]);
      const { questions, consent } = asking();
      const { outcome } = await phase.run('green', {
        provider,
        runs: untilTotal,
        limits: DEFAULT_REPAIR_LIMITS,
        consent,
      });
      assert.equal(outcome.kind, 'reached');
      assert.deepEqual(questions, []);
      assert.match(asked[1] ?? '', /The answer could not be used: the answer names no file to write/);
      assert.deepEqual(
        failures().map(({ number, next }) => [number, next]),
        [[1, 'again']],
      );
    });

    it('is a question for the user the second time', async () => {
      const { provider, asked } = answering(['Let me think.', 'I am still thinking.']);
      const { questions, consent } = asking();
      const { outcome } = await phase.run('green', { provider, limits: DEFAULT_REPAIR_LIMITS, consent });
      assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'answer-empty');
      assert.ok(outcome.problem.promptPath?.endsWith('prompt.md'));
      assert.deepEqual([asked.length, questions.length], [2, 1]);
    });

    it('is not asked again by itself when no attempt is left', async () => {
      const { provider, asked } = answering(['Let me think.']);
      const { questions, consent } = asking();
      await phase.run('green', { provider, limits: { ...DEFAULT_REPAIR_LIMITS, attempts: 1 }, consent });
      assert.deepEqual([asked.length, questions.length], [1, 1]);
    });

    it('is one with a syntax error too: the model is told file, line and error', async () => {
      const { provider, asked } = answering([CART('def total(:\n    return 3'), CART('def total(): return 3')]);
      const { questions, consent } = asking();
      const { outcome } = await phase.run('green', {
        provider,
        runs: untilTotal,
        limits: DEFAULT_REPAIR_LIMITS,
        consent,
      });
      assert.equal(outcome.kind, 'reached');
      assert.deepEqual(questions, []);
      assert.match(asked[1] ?? '', /The answer could not be used: src\/cart\.py, line 1: .*Python syntax/);
    });

    it('is shown to the user when it has a syntax error once more: the parser may be wrong', async () => {
      const { provider } = answering([CART('def total(:\n    return 3'), CART('def total(:\n    return 4')]);
      let shown = 0;
      await phase.run('green', {
        provider,
        limits: DEFAULT_REPAIR_LIMITS,
        consent: {
          review: async () => {
            shown++;
            return { ok: false, problem: { kind: 'cancelled' } };
          },
        },
      });
      assert.equal(shown, 1);
    });
  });

  it('gives the next attempt the feedback as the user has edited it', async () => {
    const { provider, asked } = answering([CART('x = 1'), CART('def total(): return 3')]);
    await phase.run('green', {
      provider,
      runs: untilTotal,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: async () => ({ kind: 'again', feedback: 'Use a function called total.' }) },
    });
    assert.match(asked[1] ?? '', /Use a function called total\./);
  });

  it('leaves the files when the user takes over by hand', async () => {
    const { provider } = answering([CART('x = 1')]);
    const { outcome } = await phase.run('green', {
      provider,
      runs: untilTotal,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: async () => ({ kind: 'keep' }) },
    });
    assert.ok(outcome.kind === 'not-reached' && outcome.journalEntry !== undefined);
    assert.match(await phase.folder.text('src/cart.py'), /x = 1/);
  });

  it('is not asked again when the model claims a contradiction: test and criterion are named with their places', async () => {
    const claim = [
      'I cannot do both.',
      '<contradiction test="test_total" criterion="cart">',
      'The test wants 3, the specification 4.',
      '</contradiction>',
    ].join('\n');
    const { provider, asked } = answering([claim]);
    await phase.folder.write('specs/shop.yaml', 'components:\n  - name: cart\n');
    const { outcome, session } = await phase.run('green', {
      provider,
      limits: DEFAULT_REPAIR_LIMITS,
      consent: { afterFailure: again },
    });
    assert.ok(outcome.kind === 'contradiction');
    assert.equal(asked.length, 1);
    const [found] = outcome.verdict.claims;
    assert.equal(found?.why, 'The test wants 3, the specification 4.');
    assert.deepEqual(found?.criterionPlace, { path: 'specs/shop.yaml', line: 2 });
    assert.equal(existsSync(phase.folder.path('src/cart.py')), false);
    const cart = componentOf(await phase.stored(session), 'cart');
    assert.deepEqual(
      cart?.attempts.map(({ result }) => result),
      ['contradiction'],
    );
    assert.equal(cart?.phases.green?.state, 'not-reached');
  });

  for (const where of ['model', 'review', 'apply', 'tests', 'verdict', 'rollback'] as const) {
    it(`cancelled in the second attempt at "${where}", leaves everything as it was`, async () => {
      const { provider } = answering([CART('x = 1'), CART('xy = 2'), CART('xyz = 3')]);
      const controller = new AbortController();
      let before = {};
      let attempt = 0;
      const { outcome } = await phase.run('green', {
        provider,
        runs: untilTotal,
        signal: controller.signal,
        limits: DEFAULT_REPAIR_LIMITS,
        consent: { afterFailure: again },
        ready: async () => {
          before = await phase.folder.snapshot();
        },
        onEvent: (event) => {
          if (event.kind === 'attempt') attempt = event.number;
          if (attempt === 2 && event.kind === 'step' && event.step === where) controller.abort();
        },
      });
      assert.ok(outcome.kind === 'cancelled' || (where === 'rollback' && outcome.kind === 'not-reached'), outcome.kind);
      assert.deepEqual(await phase.folder.snapshot(), before);
    });
  }
});
