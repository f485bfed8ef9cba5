import type { RetryPolicy } from '../config/config';
import type { Clock } from '../lib/clock';
import type { ModelEvent, ModelProvider, ModelRequest } from './provider';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/**
 * The same provider, asked again after a retryable failure: up to `policy.maxAttempts` times in all, and never once text has come,
 * because text that was shown cannot be taken back. A final `model-failed` says how many attempts were made.
 */
export function withRetry(provider: ModelProvider, policy: RetryPolicy, clock: Clock): ModelProvider {
  return {
    label: provider.label,
    modelName: provider.modelName,
    isMetered: provider.isMetered,
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
    const delayMs = delayBefore(failed, attempt, run);
    yield { kind: 'retrying', attempt: attempt + 1, of: run.policy.maxAttempts, delayMs, reason: reasonOf(failed) };
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

/** What the service asked for, else exponential backoff with jitter over the whole range from the base delay; never above the maximum. */
function delayBefore(failed: Failed, attempt: number, { policy, clock }: Run): number {
  const { baseDelayMs, maxDelayMs } = policy;
  if (failed.retryAfterMs !== undefined) return Math.min(failed.retryAfterMs, maxDelayMs);
  const lowest = Math.min(baseDelayMs, maxDelayMs);
  const highest = Math.min(baseDelayMs * 2 ** attempt, maxDelayMs);
  return Math.round(lowest + clock.random() * (highest - lowest));
}

async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return !signal.aborted;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

function withAttempts(failed: Failed, attempts: number): Failed {
  return failed.problem.kind === 'model-failed' ? { ...failed, problem: { ...failed.problem, attempts } } : failed;
}

function reasonOf({ problem }: Failed): string {
  return 'detail' in problem ? problem.detail : problem.kind;
}
