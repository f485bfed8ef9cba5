import { mapTexts } from '../lib/mapTexts';
import type { ModelEvent, ModelProvider } from './provider';
import type { Recording } from './recording';
import { SecretNames } from './redact';

export interface Recorder {
  /** Takes the recording as it is after each answer. */
  save(recording: Recording): Promise<void>;
  readonly secrets: () => readonly string[];
}

/** The same service; what it answers is recorded event by event, without the prompts, and with all secrets taken out. */
export function withRecording(service: ModelProvider, recorder: Recorder): ModelProvider {
  const names = new SecretNames();
  let recording: Recording = { isMetered: service.isMetered, isAltered: false, requests: [] };
  return {
    ...service,
    stream: (request, signal) =>
      recorded(service.stream(request, signal), async (events) => {
        const { component, phase } = request.purpose;
        const secrets = recorder.secrets();
        const clean = withoutSecrets(events, (text) => names.hideIn(text, secrets));
        recording = {
          ...recording,
          isAltered: recording.isAltered || textOf(clean) !== textOf(events),
          requests: [...recording.requests, { component, phase, events: clean }],
        };
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
function withoutSecrets(events: readonly ModelEvent[], clean: (text: string) => string): readonly ModelEvent[] {
  const text = textOf(events);
  const cleanText = clean(text);
  const isClean = cleanText === text;
  const first = events.findIndex(({ kind }) => kind === 'text');
  return events.flatMap((event, index): ModelEvent[] => {
    if (event.kind !== 'text') return [mapTexts(event, clean)];
    if (isClean) return [event];
    return index === first ? [{ kind: 'text', text: cleanText }] : [];
  });
}

function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
}
