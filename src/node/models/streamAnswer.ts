import type { CutCause } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import type { ModelEvent, Usage } from '../../core/model/provider';
import type { StartTimer, TimeLimits } from './idleWatchdog';
import { IdleWatchdog, startTimer } from './idleWatchdog';

type Failed = Extract<ModelEvent, { kind: 'failed' }>;

/** Turns what one service sends into our events. */
export interface AnswerReader<Item> {
  /** What the item says, in order; `completed` and `failed` are the last. */
  read(item: Item): readonly ModelEvent[];
  /** What it means that nothing more comes, and why nothing does: always one `completed` or `failed`, last. */
  nothingMore(detail: string, cause?: CutCause): readonly ModelEvent[];
  /** What has been used so far; undefined when it is not known. */
  readonly usageSoFar: Usage | undefined;
}

/** One request to a service, and how its answer is read. */
export interface Conversation<Item> {
  readonly reader: AnswerReader<Item>;
  /** Sends the request; gives the answer piece by piece as it comes. Aborting just ends it. */
  open(signal: AbortSignal): Promise<Result<AsyncIterable<Item>, Failed>>;
  /** What must not be in any message, because it is a key. */
  readonly secrets?: readonly string[] | undefined;
  readonly limits: TimeLimits;
  readonly startTimer?: StartTimer | undefined;
}

const LONGEST_DETAIL = 500;
const CANCELLED: Failed = { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };

/** One attempt: the events of one answer, with a watch on its silence. Leaves no connection behind, however it ends. */
export async function* streamAnswer<Item>(
  conversation: Conversation<Item>,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  if (signal.aborted) return yield CANCELLED;
  const { reader } = conversation;
  const watchdog = new IdleWatchdog(signal, conversation.limits, conversation.startTimer ?? startTimer);
  let hasStarted = false;
  try {
    for await (const event of converse(conversation, watchdog)) {
      hasStarted ||= event.kind === 'started';
      // A service makes nothing of an answer before it begins with it, and stops when it is hung up on.
      if (signal.aborted) return yield withUsage({ ...CANCELLED, mayCost: hasStarted ? 'answer' : 'prompt' }, reader);
      yield event.kind === 'failed' ? withUsage(inFewWords(event, conversation.secrets), reader) : event;
    }
  } finally {
    watchdog.dispose();
  }
}

async function* converse<Item>(
  { reader, open }: Conversation<Item>,
  watchdog: IdleWatchdog,
): AsyncGenerator<ModelEvent> {
  const opened = await watchdog.during(open(watchdog.signal));
  if (opened?.ok === true) {
    for await (const item of watchdog.each(opened.value)) {
      for (const event of reader.read(item)) {
        yield event;
        if (event.kind === 'completed' || event.kind === 'failed') return;
      }
    }
  } else if (opened !== undefined && watchdog.cause === undefined) {
    yield opened.problem;
    return;
  }
  if (watchdog.cause !== undefined) yield* reader.nothingMore(watchdog.complaint, watchdog.cause);
  else yield* reader.nothingMore('the stream ended before the message did');
}

/** A proxy may send the key back in its error page: it goes no further, and neither does the page. */
function inFewWords(event: Failed, secrets: readonly string[] = []): Failed {
  if (!('detail' in event.problem)) return event;
  const clean = secrets.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '[key]')),
    event.problem.detail,
  );
  return { ...event, problem: { ...event.problem, detail: clean.replace(/\s+/g, ' ').slice(0, LONGEST_DETAIL) } };
}

/** With what was used, where that is known; then nothing is left to be guessed. */
function withUsage({ mayCost, ...event }: Failed, { usageSoFar }: AnswerReader<never>): Failed {
  if (usageSoFar !== undefined) return { ...event, usage: usageSoFar };
  return mayCost === undefined ? event : { ...event, mayCost };
}
