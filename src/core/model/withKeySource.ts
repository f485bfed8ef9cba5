import type { ModelEvent, ModelProvider } from './provider';

/** The same service; when it refuses the key, the problem names where the key came from, such as "ANTHROPIC_API_KEY". */
export function withKeySource(service: ModelProvider, source: string): ModelProvider {
  return { ...service, stream: (request, signal) => named(service.stream(request, signal), source) };
}

async function* named(events: AsyncIterable<ModelEvent>, source: string): AsyncGenerator<ModelEvent> {
  for await (const event of events) {
    const refused = event.kind === 'failed' && event.problem.kind === 'key-refused' ? event.problem : undefined;
    yield event.kind === 'failed' && refused !== undefined
      ? { ...event, problem: { ...refused, detail: `${refused.detail} (it comes from ${source})` } }
      : event;
  }
}
