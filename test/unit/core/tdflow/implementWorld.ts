import { existsSync } from 'node:fs';
import type { Problem } from '../../../../src/core/errors';
import { ok } from '../../../../src/core/lib/result';
import type { ModelEvent, ModelProvider } from '../../../../src/core/model/provider';
import type { Phase } from '../../../../src/core/phase';
import { decideAll } from '../../../../src/core/review/review';
import type { Specification } from '../../../../src/core/spec/specification';
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
import { sampleTaskRequest } from '../../../kit/sampleTask';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';
import { block } from './phaseRun';

const yes: Consent = {
  review: async (review) => ok(decideAll(review, 'accepted')),
  afterFailure: async () => ({ kind: 'take-back' }),
};

/** What differs from a run in which everything goes well, one component after the other. */
export interface ImplementOptions {
  /** What an answer ends with instead of coming, by component and phase, such as `cart red`. */
  readonly ends?: Readonly<Record<string, Problem>>;
  readonly wanted?: readonly string[];
  readonly onEvent?: (event: ImplementEvent) => void;
  readonly signal?: AbortSignal;
  readonly atOnce?: number;
  /** What an answer waits for, before its first word. */
  readonly before?: (about: string) => Promise<void>;
  /** The code that an answer of GREEN brings. */
  readonly code?: (component: string, prompt: string) => string;
}

/** A temporary folder in which the components of a specification are implemented by a model and tests that behave as they should. */
export class ImplementWorld {
  /** Component and phase of each request for an answer. */
  asked: string[] = [];
  /** The component whose tests fail, whatever its code. */
  broken = '';
  /** The signals of the requests. */
  readonly signals: AbortSignal[] = [];
  /** Most runs of tests that there were at the same time. */
  mostRuns = 0;
  private runs = 0;
  session: Session;

  private constructor(
    readonly folder: TemporaryWorkspace,
    private readonly specification: Specification,
  ) {
    this.session = newSession(sampleSession().id, specification, '2026-01-01T12:00:00.000Z');
  }

  static async make(specification: Specification): Promise<ImplementWorld> {
    return new ImplementWorld(await TemporaryWorkspace.make(), specification);
  }

  async implement(options: ImplementOptions = {}): Promise<ImplementReport> {
    const running = this.begin(options);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      if (step.value.kind === 'during' && step.value.event.kind === 'session') this.session = step.value.event.session;
      options.onEvent?.(step.value);
    }
  }

  begin(options: ImplementOptions): AsyncGenerator<ImplementEvent, ImplementReport> {
    const { folder, specification, session } = this;
    const ports = nodePorts(
      folder.root,
      scriptedRunners((request) => this.run(request)),
    );
    const taskFor = async (component: string, phase: Phase, now: Session) =>
      resolveTask(sampleTaskRequest(phase, { session: now, specification, component }), ports);
    const limits = { attempts: 2, cost: undefined, timeMs: 60_000 };
    const start = startPhase({ provider: this.provider(options), consent: yes, limits }, ports);
    const { wanted, atOnce = 1, signal = new AbortController().signal } = options;
    return implementAll({ specification, session, wanted, atOnce, taskFor, start }, ports, signal);
  }

  /** The tests pass once the code is there, unless something stands in its place, or it is broken. */
  private async run({ files: [file = ''], substitute }: TestRequest) {
    this.mostRuns = Math.max(this.mostRuns, ++this.runs);
    const name = file.replace(/^tests\/test_(\w+)\.py$/, '$1');
    const code = this.specification.components.find((each) => each.name === name)?.implementationPath ?? '';
    const isRight = existsSync(this.folder.path(code)) && name !== this.broken && substitute === undefined;
    const failure = { exception: 'AssertionError', message: 'assert 0 == 3', details: '' };
    const test = testResult('test_total', isRight ? 'passed' : 'failed', isRight ? undefined : failure);
    await new Promise((resolve) => setImmediate(resolve));
    this.runs--;
    return testReport([{ ...test, file, id: `${file}::test_total` }]);
  }

  /** A model that answers as it should, or ends as the test says. The longer a name, the more it is paid. */
  private provider({ ends = {}, before, code }: ImplementOptions): ModelProvider {
    const { asked, signals, specification } = this;
    const world = this;
    const stream = async function* (
      { purpose: { component, phase }, user }: Parameters<ModelProvider['stream']>[0],
      signal: AbortSignal,
    ): AsyncGenerator<ModelEvent> {
      const about = `${component} ${phase}`;
      world.asked.push(about);
      signals.push(signal);
      yield { kind: 'started', model: 'claude-sonnet-5-5' };
      const cancelled = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await Promise.race([before?.(about), cancelled]);
      const problem: Problem | undefined = signal.aborted ? { kind: 'cancelled' } : ends[about];
      if (problem !== undefined) {
        yield { kind: 'failed', problem, retryable: false };
        return;
      }
      const place = specification.components.find(({ name }) => name === component)?.implementationPath ?? '';
      const module = place.replace('.py', '').replaceAll('/', '.');
      const test = `from ${module} import total\n\n\ndef test_total():\n    assert total() == 3`;
      const text =
        phase === 'red'
          ? block(`tests/test_${component}.py`, test)
          : block(place, code?.(component, user.join('')) ?? 'def total():\n    return 3');
      yield { kind: 'text', text };
      const usage = { inputTokens: 1_000 * component.length, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 };
      yield { kind: 'completed', stopReason: 'end_turn', usage };
    };
    asked.length = 0;
    return { label: 'a model', modelName: 'claude-sonnet-5-5', isMetered: true, stream };
  }
}
