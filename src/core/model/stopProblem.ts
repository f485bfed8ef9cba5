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
    case 'max_tokens': {
      const detail = `the answer reached its limit of ${maxTokens} tokens, thinking included`;
      return { kind: 'answer-cut', cause: 'limit', detail };
    }
    case 'model_context_window_exceeded': {
      const detail = "prompt and answer together outgrew the model's context window";
      return { kind: 'answer-cut', cause: 'context', detail };
    }
    case 'tool_use':
    case 'pause_turn':
      return {
        kind: 'answer-cut',
        cause: 'paused',
        detail: `the model stopped before the end (${completed.stopReason})`,
      };
    case 'refusal': {
      const detail = completed.stopDetail ?? 'the model refused and gave no reason';
      return { kind: 'answer-refused', by: 'model', detail };
    }
  }
}
