import type { CutCause, FailureCause, Problem } from '../errors';
import { parseJson } from '../lib/parseJson';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { ModelEvent, Usage } from './provider';
import { STOP_REASONS } from './provider';

/** What a service answered to one request, event by event. */
export interface RecordedRequest {
  readonly component: string;
  readonly phase: string;
  readonly events: readonly ModelEvent[];
}

/** What a service answered in one run, in its order. */
export interface Recording {
  /** As it is in the provider that was recorded. */
  readonly isMetered: boolean;
  /** Whether a secret was taken out of an answer: it may be judged otherwise when it is replayed. */
  readonly isAltered: boolean;
  readonly requests: readonly RecordedRequest[];
}

/** What a person is told of a recording that is altered. */
export const ALTERED = 'Secrets were taken out of the answer, so that a replay may come to another verdict.';

const VERSION = 1;

/** JSON lines: what it is, then a request each. */
export function printRecording({ isMetered, isAltered, requests }: Recording): string {
  const lines = [{ agentforge_recording: VERSION, isMetered, isAltered }, ...requests];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads a recording that somebody may have sent. The problem is a clause. */
export function parseRecording(text: string): Result<Recording, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values: unknown[] = [];
  for (const line of lines) {
    const value = parseJson(line);
    if (value === undefined) return fail(`line ${values.length + 1} is no JSON`);
    values.push(value);
  }
  const [head, ...rest] = values.map(fieldsOf);
  if (head?.['agentforge_recording'] !== VERSION) return fail('it is no recording of this version');
  const requests: RecordedRequest[] = [];
  for (const [index, { component, phase, events }] of rest.entries()) {
    const parsed = Array.isArray(events) ? events.map(parseEvent) : [undefined];
    if (typeof component !== 'string' || typeof phase !== 'string' || parsed.includes(undefined)) {
      return fail(`line ${index + 2} is no request and its answer`);
    }
    requests.push({ component, phase, events: parsed.filter((event) => event !== undefined) });
  }
  return ok({ isMetered: head['isMetered'] === true, isAltered: head['isAltered'] === true, requests });
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function parseEvent(value: unknown): ModelEvent | undefined {
  const event = fieldsOf(value);
  switch (event['kind']) {
    case 'started':
      return { kind: 'started', model: textOf(event['model']) };
    case 'text':
      return { kind: 'text', text: textOf(event['text']) };
    case 'retrying': {
      const { attempt, of, delayMs } = event;
      const numbers = { attempt: numberOf(attempt), of: numberOf(of), delayMs: numberOf(delayMs) };
      return { kind: 'retrying', ...numbers, reason: textOf(event['reason']), ...causeOf(event['cause']) };
    }
    case 'waiting': {
      const delayMs = typeof event['delayMs'] === 'number' ? event['delayMs'] : undefined;
      return { kind: 'waiting', delayMs, reason: textOf(event['reason']) };
    }
    case 'completed': {
      const reason = STOP_REASONS.find((each) => each === event['stopReason']);
      const detail = event['stopDetail'] === undefined ? {} : { stopDetail: textOf(event['stopDetail']) };
      return reason === undefined
        ? undefined
        : { kind: 'completed', stopReason: reason, ...detail, usage: usageOf(event['usage']) };
    }
    case 'failed': {
      const usage = usageOf(event['usage']);
      const problem = problemOf(fieldsOf(event['problem']));
      return { kind: 'failed', problem, retryable: false, ...(usage === undefined ? {} : { usage }) };
    }
    default:
      return undefined;
  }
}

const CUT_CAUSES: readonly CutCause[] = ['limit', 'context', 'paused', 'overloaded', 'silence', 'time', 'lacking'];

const CAPS = ['generation', 'session', 'day'] as const;

/** What a service can fail with; anything else is told as a rejected request. */
function problemOf(problem: Fields): Problem {
  const { kind } = problem;
  const detail = textOf(problem['detail']);
  switch (kind) {
    case 'cancelled':
      return { kind };
    case 'key-refused':
      return { kind, detail };
    case 'access-refused':
    case 'writer-failed':
      return { kind, detail, remedy: textOf(problem['remedy']) };
    case 'cap-reached': {
      const cap = CAPS.find((each) => each === problem['cap']);
      const { limit, spent, needed } = problem;
      if (cap === undefined) break;
      return {
        ...{ kind, cap, limit: numberOf(limit), spent: numberOf(spent) },
        needed: needed === undefined ? undefined : numberOf(needed),
        model: textOf(problem['model']),
      };
    }
    case 'model-failed':
      return { kind, detail, attempts: numberOf(problem['attempts']), ...causeOf(problem['cause']) };
    case 'answer-cut': {
      const cause = CUT_CAUSES.find((each) => each === problem['cause']);
      return { kind, detail, ...(cause === undefined ? {} : { cause }) };
    }
  }
  return { kind: 'model-rejected', detail: detail === '' ? textOf(kind) : detail };
}

function causeOf(value: unknown): { readonly cause?: FailureCause } {
  return value === 'limit' || value === 'offline' || value === 'overloaded' ? { cause: value } : {};
}

function usageOf(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = fieldsOf(value);
  return {
    inputTokens: numberOf(usage['inputTokens']),
    outputTokens: numberOf(usage['outputTokens']),
    cacheReadTokens: numberOf(usage['cacheReadTokens']),
    cacheWriteTokens: numberOf(usage['cacheWriteTokens']),
    ...(usage['isEstimate'] === true ? { isEstimate: true } : {}),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
