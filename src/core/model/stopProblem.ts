import type { Problem } from '../errors';
import type { ModelEvent } from './provider';

/**
 * What a model's own stop means for the answer: nothing when it is whole, else the problem to show.
 * `maxTokens` is the limit that was sent, in tokens.
 */
export function stopProblem(
  completed: Extract<ModelEvent, { kind: 'completed' }>,
  maxTokens: number,
): Problem | undefined {
  switch (completed.stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      return undefined;
    case 'max_tokens':
      return { kind: 'answer-cut', detail: `the answer reached its limit of ${maxTokens} tokens, thinking included` };
    case 'model_context_window_exceeded':
      return { kind: 'answer-cut', detail: "prompt and answer together outgrew the model's context window" };
    case 'tool_use':
    case 'pause_turn':
      return { kind: 'answer-cut', detail: `the model stopped before the end (${completed.stopReason})` };
    case 'refusal':
      return { kind: 'answer-refused', detail: completed.stopDetail ?? 'the model refused and gave no reason' };
  }
}
