import type { ModelEvent, ModelProvider, ModelRequest } from './provider';
import type { RecordedRequest, Recording } from './recording';

/** Answers as a recording does, request by request for what it is asked for; waits for nothing. */
export function replayProvider({ isMetered, isAltered, requests }: Recording): ModelProvider {
  const left = [...requests];
  return {
    label: isAltered
      ? 'replayed recording, no model was called; secrets were taken out of it, so the verdict may be another one'
      : 'replayed recording, no model was called',
    modelName: 'recorded',
    isMetered,
    isFree: true,
    stream: (request, signal) => replay(take(left, request), request, signal),
  };
}

function take(left: RecordedRequest[], { purpose }: ModelRequest): readonly ModelEvent[] | undefined {
  const index = left.findIndex(({ component, phase }) => component === purpose.component && phase === purpose.phase);
  return index < 0 ? undefined : left.splice(index, 1)[0]?.events;
}

async function* replay(
  events: readonly ModelEvent[] | undefined,
  { purpose }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  if (events === undefined) {
    const path = `${purpose.phase} of ${purpose.component} (no further answer in the recording)`;
    yield { kind: 'failed', problem: { kind: 'recording-missing', path }, retryable: false };
    return;
  }
  for (const event of events) {
    if (signal.aborted) break;
    yield event;
  }
  if (signal.aborted) yield { kind: 'failed', problem: { kind: 'cancelled' }, retryable: false };
}
