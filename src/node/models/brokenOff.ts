import type { CutCause } from '../../core/errors';
import type { ModelEvent } from '../../core/model/provider';

interface Break {
  /** Whether anything of the answer has come, its beginning at least. */
  readonly hasStarted: boolean;
  readonly detail: string;
  readonly cause?: CutCause | undefined;
}

/**
 * What it means that an answer ends before its end: it is cut, or, when it has not started in its time, an attempt worth repeating,
 * for which the service has read the prompt at most.
 */
export function brokenOff({ hasStarted, detail, cause }: Break): Extract<ModelEvent, { kind: 'failed' }> {
  return hasStarted
    ? {
        kind: 'failed',
        problem: { kind: 'answer-cut', detail, ...(cause === undefined ? {} : { cause }) },
        retryable: false,
        mayCost: 'answer',
      }
    : {
        kind: 'failed',
        problem: { kind: 'model-failed', detail, attempts: 1 },
        retryable: cause !== 'time',
        mayCost: 'prompt',
      };
}
