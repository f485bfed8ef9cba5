import type { ModelEvent, ModelProvider } from './provider';
import type { Recording } from './recording';
import { redact } from './redact';

export interface Recorder {
  /** Takes the recording as it is after each answer. */
  save(recording: Recording): Promise<void>;
  readonly secrets: () => readonly string[];
}

/** The same service; what it answers is recorded event by event, without the prompts, and with all secrets taken out. */
export function withRecording(service: ModelProvider, recorder: Recorder): ModelProvider {
  let recording: Recording = { isMetered: service.isMetered, requests: [] };
  return {
    ...service,
    stream: (request, signal) =>
      recorded(service.stream(request, signal), async (events) => {
        const { component, phase } = request.purpose;
        const clean = withoutSecrets(events, recorder.secrets());
        recording = { ...recording, requests: [...recording.requests, { component, phase, events: clean }] };
        await recorder.save(recording);
      }),
  };
}

async function* recorded(
  events: AsyncIterable<ModelEvent>,
  keep: (events: readonly ModelEvent[]) => Promise<void>,
): AsyncGenerator<ModelEvent> {
  const seen: ModelEvent[] = [];
  try {
    for await (const event of events) {
      seen.push(event);
      yield event;
    }
  } finally {
    await keep(seen);
  }
}

/** A secret can lie across two pieces of text: where one is found, all text becomes one piece. */
function withoutSecrets(events: readonly ModelEvent[], secrets: readonly string[]): readonly ModelEvent[] {
  const clean = (text: string) => redact(text, secrets);
  const text = events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
  const cleanText = clean(text);
  const isClean = cleanText === text;
  const first = events.findIndex(({ kind }) => kind === 'text');
  return events.flatMap((event, index): ModelEvent[] => {
    if (event.kind !== 'text') return [cleanDeep(event, clean)];
    if (isClean) return [event];
    return index === first ? [{ kind: 'text', text: cleanText }] : [];
  });
}

function cleanDeep<T>(value: T, clean: (text: string) => string): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((each) => cleanDeep(each, clean)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cleanDeep(each, clean)])) as T;
}
