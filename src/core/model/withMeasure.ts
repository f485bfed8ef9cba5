import { upperEstimate } from '../context/tokenCounter';
import type { MeasureStore } from './measure';
import { measured } from './measure';
import type { ModelEvent, ModelProvider, ModelRequest } from './provider';
import { requestText } from './requestText';

/** The same provider, which learns from each whole answer how the model counts. */
export function withMeasure(provider: ModelProvider, store: MeasureStore): ModelProvider {
  return { ...provider, stream: (request, signal) => learning(provider, store, request, signal) };
}

async function* learning(
  provider: ModelProvider,
  store: MeasureStore,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  for await (const event of provider.stream(request, signal)) {
    if (event.kind === 'completed' && event.usage !== undefined && event.usage.isEstimate !== true) {
      const { inputTokens: input, outputTokens: output } = event.usage;
      const seen = { estimate: upperEstimate(requestText(request)), input, output };
      await store.write(provider.modelName, measured(await store.read(provider.modelName), seen));
    }
    yield event;
  }
}
