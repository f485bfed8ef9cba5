import type { FailureCause, MoneyLack } from '../../core/errors';
import type { ModelEvent } from '../../core/model/provider';
import type { RateLimit } from '../../core/model/rateLimit';
import { promptTooLong } from './promptTooLong';

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
  /** What the service says of the limits of the key. */
  readonly limits?: readonly RateLimit[] | undefined;
  /** What the service may charge for nevertheless: a prompt that may have reached it, or an answer that cannot be read. */
  readonly mayCost?: 'prompt' | 'answer' | undefined;
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

/** A failure of which nothing but a sentence is known. */
export function bareFailure(status: number | undefined, message: string): ApiFailure {
  return { status, type: undefined, code: undefined, message, requestId: undefined, retryAfterMs: undefined };
}

/** What a failure means for the user, and whether the same request may succeed a little later. */
export function failedEvent(failure: ApiFailure): Extract<ModelEvent, { kind: 'failed' }> {
  const status = failure.status ?? (failure.type === undefined ? undefined : STATUS_OF_TYPE[failure.type]);
  const detail = describe(failure);
  const cost = failure.mayCost === undefined ? {} : { mayCost: failure.mayCost };
  if (status === 401 || status === 403) {
    return { kind: 'failed', problem: { kind: 'key-refused', detail }, retryable: false };
  }
  if (!isTransient(status, failure.code)) {
    const tooLong = promptTooLong({ ...failure, status });
    if (tooLong !== undefined) {
      return { kind: 'failed', problem: { kind: 'prompt-too-long', detail, ...tooLong }, retryable: false, ...cost };
    }
    const lack = moneyLack({ ...failure, status });
    const problem = { kind: 'model-rejected', detail, ...(lack === undefined ? {} : { lack }) } as const;
    return { kind: 'failed', problem, retryable: false, ...cost };
  }
  return {
    kind: 'failed',
    problem: { kind: 'model-failed', detail, attempts: 1, ...causeOf(status) },
    retryable: true,
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
    ...(failure.limits === undefined || failure.limits.length === 0 ? {} : { limits: failure.limits }),
    ...cost,
  };
}

function causeOf(status: number | undefined): { readonly cause?: FailureCause } {
  if (status === undefined) return { cause: 'offline' };
  if (status === 429) return { cause: 'limit' };
  return status === 529 ? { cause: 'overloaded' } : {};
}

/** What of money a refusal is for; undefined for none. An account without credit is told as 400, too. */
export function moneyLack({
  status,
  type,
  code,
  message,
}: Pick<ApiFailure, 'status' | 'type' | 'code' | 'message'>): MoneyLack | undefined {
  if (isSpendLimit(code)) return 'spend-limit';
  return status === 402 || type === 'billing_error' || /credit balance/i.test(message) ? 'credit' : undefined;
}

function isSpendLimit(code: string | undefined): boolean {
  return code?.endsWith('_spend_limit_reached') === true;
}

/** A spend limit comes as 429 and stays until somebody raises it. */
function isTransient(status: number | undefined, code: string | undefined): boolean {
  if (isSpendLimit(code)) return false;
  return status === undefined || status >= 500 || TRANSIENT_STATUSES.has(status);
}

function describe({ status, type, code, message, requestId }: ApiFailure): string {
  const name = [status, type, code].filter((part) => part !== undefined).join(' ');
  const sentence = name === '' ? message : `${name}: ${message}`;
  return requestId === undefined ? sentence : `${sentence} (request ${requestId})`;
}
