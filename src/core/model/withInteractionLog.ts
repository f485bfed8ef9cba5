import type { Clock } from '../lib/clock';
import type { Interaction, InteractionLog } from './interaction';
import { costOf } from './price';
import type { ModelEvent, ModelProvider, ModelRequest, Usage } from './provider';
import { redact } from './redact';

export interface Logging {
  readonly log: InteractionLog;
  readonly clock: Pick<Clock, 'now'>;
  /** What is known to be secret by now: it is never written, wherever it stands. */
  readonly secrets: () => readonly string[];
}

/** The same service; every exchange with it is kept in the log once it is over, however it ends. */
export function withInteractionLog(service: ModelProvider, logging: Logging): ModelProvider {
  return { ...service, stream: (request, signal) => logged(service, { ...logging, request }, signal) };
}

async function* logged(
  service: ModelProvider,
  { log, clock, secrets, request }: Logging & { readonly request: ModelRequest },
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const started = clock.now();
  const pieces: string[] = [];
  const seen = { model: service.modelName, stop: 'nobody waited for the end', retries: 0 };
  let requestId: string | undefined;
  let usage: Usage | undefined;
  try {
    for await (const event of service.stream(request, signal)) {
      if (event.kind === 'started') {
        seen.model = event.model;
        requestId = event.requestId;
      } else if (event.kind === 'text') pieces.push(event.text);
      else if (event.kind === 'retrying') seen.retries++;
      else if (event.kind === 'completed') {
        usage = event.usage;
        seen.stop = event.stopDetail === undefined ? event.stopReason : `${event.stopReason}: ${event.stopDetail}`;
      } else if (event.kind === 'failed') {
        usage = event.usage;
        seen.stop = 'detail' in event.problem ? `${event.problem.kind}: ${event.problem.detail}` : event.problem.kind;
      }
      yield event;
    }
  } finally {
    const clean = (text: string) => redact(text, secrets());
    const interaction: Interaction = {
      at: started.toISOString(),
      durationMs: clock.now().getTime() - started.getTime(),
      component: request.purpose.component,
      phase: request.purpose.phase,
      provider: clean(service.label),
      model: clean(seen.model),
      usage,
      cost: service.isFree === true ? 0 : usage === undefined ? undefined : costOf(seen.model, usage),
      stop: clean(seen.stop),
      requestId: requestId === undefined ? undefined : clean(requestId),
      retries: seen.retries,
      prompt: clean(asRead(request)),
      answer: clean(pieces.join('')),
    };
    await log.add(interaction);
  }
}

/** What was said, by whom ever, one after the other. */
function asRead({ system, user, turns = [] }: ModelRequest): string {
  return [system, user.join(''), ...turns.map(({ text }) => text)].map((text) => text.trimEnd()).join('\n\n');
}
