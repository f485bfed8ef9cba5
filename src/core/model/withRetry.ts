import type { RetryPolicy } from '../config/config';
import type { FailureCause } from '../errors';
import type { Clock } from '../lib/clock';
import { backoff } from './backoff';
import type { ModelEvent, ModelProvider, ModelRequest } from './provider';
import { slept } from './slept';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/**
 * The same provider, asked again after a retryable failure: up to `policy.maxAttempts` times in all, and never once text has come:
 * what is to become of that is for its reader to say. A final `model-failed` says how many attempts were made.
 */
export function withRetry(provider: ModelProvider, policy: RetryPolicy, clock: Clock): ModelProvider {
  return {
    ...provider,
    stream: (request, signal) => attempts(provider, { policy, clock, request }, signal),
  };
}

interface Run {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly request: ModelRequest;
}

async function* attempts(provider: ModelProvider, run: Run, signal: AbortSignal): AsyncGenerator<ModelEvent> {
  for (let attempt = 1; ; attempt++) {
    const failed = yield* untilFailed(provider.stream(run.request, signal));
    if (failed === undefined) return;
    if (!failed.retryable || attempt >= run.policy.maxAttempts) {
      yield withAttempts(failed, attempt);
      return;
    }
    const { retryAfterMs } = failed;
    const delayMs = backoff({ attempts: attempt, retryAfterMs }, run.policy, run.clock);
    yield {
      kind: 'retrying',
      attempt: attempt + 1,
      of: run.policy.maxAttempts,
      delayMs,
      reason: reasonOf(failed),
      ...causeOf(failed),
    };
    if (!(await slept(run.clock, delayMs, signal))) {
      yield { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };
      return;
    }
  }
}

/** Passes everything on but a failure, which it returns; one that follows text is no longer retryable. */
async function* untilFailed(events: AsyncIterable<ModelEvent>): AsyncGenerator<ModelEvent, Failed | undefined> {
  let textCame = false;
  for await (const event of events) {
    if (event.kind === 'failed') return textCame ? { ...event, retryable: false } : event;
    if (event.kind === 'text') textCame = true;
    yield event;
  }
  return undefined;
}

function withAttempts(failed: Failed, attempts: number): Failed {
  return failed.problem.kind === 'model-failed' ? { ...failed, problem: { ...failed.problem, attempts } } : failed;
}

function causeOf({ problem }: Failed): { readonly cause?: FailureCause } {
  return problem.kind === 'model-failed' && problem.cause !== undefined ? { cause: problem.cause } : {};
}

function reasonOf({ problem }: Failed): string {
  return 'detail' in problem ? problem.detail : problem.kind;
}
