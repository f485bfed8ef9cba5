import type { ModelProvider } from './provider';
import { replayText } from './replayText';

const MODEL_NAME = 'manual';

/** Whether there is nobody who could be asked once more. */
export function isPasted({ modelName }: Pick<ModelProvider, 'modelName'>): boolean {
  return modelName === MODEL_NAME;
}

/** An answer that a person brought from elsewhere: it takes the same way as a streamed one. */
export function pastedProvider(text: string): ModelProvider {
  return {
    label: 'pasted answer, no model was called',
    modelName: MODEL_NAME,
    isMetered: false,
    stream: (_request, signal) => replayText(text, MODEL_NAME, signal),
  };
}
