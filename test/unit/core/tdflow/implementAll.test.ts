import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Problem } from '../../../../src/core/errors';
import { ok } from '../../../../src/core/lib/result';
import type { ModelEvent, ModelProvider } from '../../../../src/core/model/provider';
import { implementDocument } from '../../../../src/core/outline/implementDocument';
import { describeImplementing } from '../../../../src/core/outline/implementReport';
import { decideAll } from '../../../../src/core/review/review';
import type { Consent } from '../../../../src/core/tdflow/consent';
import { implementAll } from '../../../../src/core/tdflow/implement/implementAll';
import type { ImplementEvent, ImplementReport } from '../../../../src/core/tdflow/implement/implementEvents';
import { startPhase } from '../../../../src/core/tdflow/implement/startPhase';
import { resolveTask } from '../../../../src/core/tdflow/resolveTask';
import type { Session } from '../../../../src/core/tdflow/session';
import { newSession } from '../../../../src/core/tdflow/sessionChanges';
import type { TestRequest } from '../../../../src/core/testrun/runner';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleSession } from '../../../kit/sampleSession';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { sampleTaskRequest } from '../../../kit/sampleTask';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';
import { block } from './phaseRun';

const SPECIFICATION = sampleSpecification(`name: shop
components:
- {name: receipt, location: src/receipt.py, test_location: tests/test_receipt.py, dependencies: [cart]}
- {name: cart, location: src/cart.py, test_location: tests/test_cart.py}
- {name: mail, location: src/mail.py, test_location: tests/test_mail.py}
`);
const yes: Consent = {
  review: async (review) => ok(decideAll(review, 'accepted')),
  afterFailure: async () => ({ kind: 'take-back' }),
};

describe('implementing the components of a specification', () => {
  let folder: TemporaryWorkspace;
  let session: Session;
  /** Component and phase of each request for an answer. */
  let asked: string[];

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    session = newSession(sampleSession().id, SPECIFICATION, '2026-01-01T12:00:00.000Z');
    asked = [];
    broken = '';
  });

  afterEach(() => folder.dispose());

  /** A model that answers as it should, or ends as the test says. */
  function provider(ends: Readonly<Record<string, Problem>> = {}): ModelProvider {
    const used = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
    const stream = async function* (request: Parameters<ModelProvider['stream']>[0]): AsyncGenerator<ModelEvent> {
      const { component, phase } = request.purpose;
      const about = `${component} ${phase}`;
      asked.push(about);
      yield { kind: 'started', model: 'claude-sonnet-5-5' };
      const problem = ends[about];
      if (problem !== undefined) {
        yield { kind: 'failed', problem, retryable: false };
        return;
      }
      const test = `from src.${component} import total\n\n\ndef test_total():\n    assert total() == 3`;
      const text =
        phase === 'red'
          ? block(`tests/test_${component}.py`, test)
          : block(`src/${component}.py`, 'def total():\n    return 3');
      yield { kind: 'text', text };
      yield { kind: 'completed', stopReason: 'end_turn', usage: used };
    };
    return { label: 'a model', modelName: 'claude-sonnet-5-5', isMetered: true, stream };
  }

  /** The tests pass once the code is there, unless something stands in its place, or it is broken. */
  const run = ({ files: [file = ''], substitute }: TestRequest) => {
    const name = file.replace(/^tests\/test_(\w+)\.py$/, '$1');
    const isRight = existsSync(folder.path(`src/${name}.py`)) && name !== broken && substitute === undefined;
    const failure = { exception: 'AssertionError', message: 'assert 0 == 3', details: '' };
    const test = testResult('test_total', isRight ? 'passed' : 'failed', isRight ? undefined : failure);
    return testReport([{ ...test, file, id: `${file}::test_total` }]);
  };
  let broken = '';

  async function implement(
    about: {
      readonly ends?: Readonly<Record<string, Problem>>;
      readonly wanted?: readonly string[];
      readonly onEvent?: (event: ImplementEvent) => void;
      readonly signal?: AbortSignal;
    } = {},
  ): Promise<ImplementReport> {
    const ports = nodePorts(folder.root, scriptedRunners(run));
    const request = {
      specification: SPECIFICATION,
      session,
      wanted: about.wanted,
      taskFor: async (component: string, phase: 'red' | 'green' | 'refactor' | 'verify', now: Session) => {
        return resolveTask(sampleTaskRequest(phase, { session: now, specification: SPECIFICATION, component }), ports);
      },
    };
    const limits = { attempts: 1, cost: undefined, timeMs: 60_000 };
    const signal = about.signal ?? new AbortController().signal;
    const start = startPhase({ provider: provider(about.ends), consent: yes, limits }, ports, signal);
    const running = implementAll({ ...request, start }, ports, signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      if (step.value.kind === 'during' && step.value.event.kind === 'session') session = step.value.event.session;
      about.onEvent?.(step.value);
    }
  }

  const results = ({ components }: ImplementReport) => components.map(({ name, result }) => `${name} ${result}`);

  it('takes them in the order in which they need each other; what is done is not asked for again', async () => {
    const report = await implement();
    assert.deepEqual(results(report), ['cart done', 'receipt done', 'mail done']);
    assert.deepEqual(asked, ['cart red', 'cart green', 'receipt red', 'receipt green', 'mail red', 'mail green']);
    assert.equal(session.currentPhase, 'done');
    asked = [];
    const again = await implement();
    assert.deepEqual(results(again), ['cart already done', 'receipt already done', 'mail already done']);
    assert.deepEqual(asked, []);
  });

  it('goes on where it ended, and proves what was changed since before it is written again', async () => {
    await implement({ wanted: ['cart', 'mail'] });
    await folder.write('src/cart.py', 'def total():\n    return 1 + 2\n');
    await folder.write('src/mail.py', 'def total():\n    return 4\n');
    broken = 'mail';
    asked = [];
    const { components } = await implement();
    assert.deepEqual(
      components.map(({ name, result, phases }) => [name, result, phases.red, phases.green]),
      [
        ['cart', 'done', 'kept', 'reached'],
        ['receipt', 'done', 'reached', 'reached'],
        ['mail', 'failed', 'kept', 'not reached'],
      ],
    );
    assert.deepEqual(asked, ['receipt red', 'receipt green', 'mail green']);
  });

  it('does not stop at one that fails, and does not try what needs it', async () => {
    const report = await implement({ ends: { 'cart green': { kind: 'model-rejected', detail: 'no' } } });
    assert.deepEqual(results(report), ['cart failed', 'receipt waiting', 'mail done']);
    const { rows, summary, next } = describeImplementing(report);
    assert.deepEqual(rows[0]?.slice(0, 5), ['cart', 'reached', 'not reached', '–', '2']);
    assert.deepEqual(rows[1]?.at(-1), 'waits for cart');
    assert.equal(summary, '1 of 3 components is done. 1 failed: cart. 1 not tried: receipt.');
    assert.match(next[0] ?? '', /^cart, GREEN: /);
    assert.match(next.at(-1) ?? '', /what is done is skipped/);
    const text = implementDocument(report, 'specs/shop.yaml');
    assert.match(
      text,
      /^# Components of specs\/shop\.yaml\n\n1 of 3 components is done\.[\s\S]*\n\| component \| RED \|/,
    );
    assert.match(text, /\n\| receipt \|[^\n]* waits for cart \|\n[\s\S]*\n- cart, GREEN: /);
  });

  it('ends at a cap, which would stop every other one too; what was done stays', async () => {
    const cap: Problem = { kind: 'cap-reached', cap: 'day', limit: 5, spent: 5, needed: 1, model: 'claude-sonnet-5-5' };
    const report = await implement({ ends: { 'receipt red': cap } });
    assert.deepEqual(results(report), ['cart done', 'receipt stopped', 'mail not begun']);
    assert.equal(report.stopped?.kind, 'cap-reached');
    assert.ok(existsSync(folder.path('src/cart.py')));
    assert.match(describeImplementing(report).next[0] ?? '', /^The run stopped: .*\$5\.00/);
  });

  it('goes on after the cap of one generation, which the next component has for itself', async () => {
    const about = { kind: 'cap-reached', cap: 'generation', limit: 1, spent: 0.9, model: 'claude-sonnet-5-5' } as const;
    const report = await implement({ ends: { 'cart green': { ...about, needed: 0.2 } } });
    assert.deepEqual(results(report), ['cart failed', 'receipt waiting', 'mail done']);
    assert.equal(report.stopped, undefined);
  });

  it('ends at the cap of one generation where the price is not known, as nothing else would be asked for either', async () => {
    const about = { kind: 'cap-reached', cap: 'generation', limit: 1, spent: 0, model: 'own-model' } as const;
    const report = await implement({ ends: { 'cart red': { ...about, needed: undefined } } });
    assert.deepEqual(results(report), ['cart stopped', 'receipt not begun', 'mail not begun']);
  });

  it('ends when it is cancelled: the step that runs is taken back, what was done before stays', async () => {
    const cancelled = new AbortController();
    const report = await implement({
      signal: cancelled.signal,
      onEvent: (event) => {
        const isLate = event.kind === 'during' && event.event.kind === 'applied' && asked.at(-1) === 'receipt green';
        if (isLate) cancelled.abort();
      },
    });
    assert.deepEqual(results(report), ['cart done', 'receipt stopped', 'mail not begun']);
    assert.deepEqual(report.stopped, { kind: 'cancelled' });
    assert.deepEqual(
      ['src/cart.py', 'tests/test_receipt.py', 'src/receipt.py'].map((path) => existsSync(folder.path(path))),
      [true, true, false],
    );
    assert.equal(describeImplementing(report).next[0], 'The run was cancelled.');
  });
});
