import { recordedAnswerFile } from '../workspace/ownPath';
import type { ModelEvent, ModelProvider, ModelRequest } from './provider';
import { replayText } from './replayText';

const MODEL_NAME = 'recorded';

/** Gives the text of the recorded answer at `recordedAnswerFile(component, phase)`, or undefined when there is none. */
export type ReadRecording = (component: string, phase: string) => Promise<string | undefined>;

/** Answers from recordings, found by what the request is for; `recording-missing` names the file that would be one. */
export function recordedProvider(read: ReadRecording): ModelProvider {
  return {
    label: 'recorded answer, no model was called',
    modelName: MODEL_NAME,
    isMetered: false,
    stream: (request, signal) => replayRecording(read, request, signal),
  };
}

async function* replayRecording(
  read: ReadRecording,
  { purpose }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const text = await read(purpose.component, purpose.phase);
  if (text === undefined) {
    const path = recordedAnswerFile(purpose.component, purpose.phase).relative;
    yield { kind: 'failed', problem: { kind: 'recording-missing', path }, retryable: false };
    return;
  }
  yield* replayText(text, MODEL_NAME, signal);
}
