import type { FailureCause } from '../../../core/errors';
import type { ModelEvent } from '../../../core/model/provider';

/** A refusal of the Claude API, or the lack of any answer, before the first byte of an answer; in plain data. */
export interface ApiFailure {
  /** HTTP status; undefined when no response came at all. */
  readonly status: number | undefined;
  /** The API's name for the error, such as `rate_limit_error`. */
  readonly type: string | undefined;
  /** The API's finer code, such as `enforced_spend_limit_reached`. */
  readonly code: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
  /** The wait that the service asks for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** The status that an error in the event stream would have had as a response. Source: the API's documentation of errors. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

const TRANSIENT_STATUSES = new Set([408, 409, 429]);

/** What a failure means for the user, and whether the same request may succeed a little later. */
export function failedEvent(failure: ApiFailure): Extract<ModelEvent, { kind: 'failed' }> {
  const status = failure.status ?? (failure.type === undefined ? undefined : STATUS_OF_TYPE[failure.type]);
  const detail = describe(failure);
  if (status === 401 || status === 403) {
    return { kind: 'failed', problem: { kind: 'key-refused', detail }, retryable: false };
  }
  if (!isTransient(status, failure.code)) {
    return { kind: 'failed', problem: { kind: 'model-rejected', detail }, retryable: false };
  }
  return {
    kind: 'failed',
    problem: { kind: 'model-failed', detail, attempts: 1, ...causeOf(status) },
    retryable: true,
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  };
}

function causeOf(status: number | undefined): { readonly cause?: FailureCause } {
  if (status === undefined) return { cause: 'offline' };
  return status === 429 ? { cause: 'limit' } : {};
}

/** A spend limit comes as 429 and stays until somebody raises it. */
function isTransient(status: number | undefined, code: string | undefined): boolean {
  if (code?.endsWith('_spend_limit_reached')) return false;
  return status === undefined || status >= 500 || TRANSIENT_STATUSES.has(status);
}

function describe({ status, type, code, message, requestId }: ApiFailure): string {
  const name = [status, type, code].filter((part) => part !== undefined).join(' ');
  const sentence = name === '' ? message : `${name}: ${message}`;
  return requestId === undefined ? sentence : `${sentence} (request ${requestId})`;
}
