import type { ModelEvent } from './provider';

/** The events of an answer that is there already, as if a model were writing it line by line; without usage, for none was counted. */
export async function* replayText(text: string, model: string, signal: AbortSignal): AsyncGenerator<ModelEvent> {
  const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  yield { kind: 'started', model };
  for (const line of lines) {
    if (signal.aborted) break;
    yield { kind: 'text', text: line };
  }
  yield signal.aborted
    ? { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false }
    : { kind: 'completed', stopReason: 'end_turn', usage: undefined };
}
