import type { ModelRequest } from '../model/provider';
import type { WritingPhase } from '../phase';
import type { Prompt } from '../prompt/prompt';
import type { Task } from './task';

/** The request that carries a prompt to the model of a task. */
export function requestFor(task: Task<WritingPhase>, prompt: Prompt): ModelRequest {
  return {
    model: task.config.model,
    system: prompt.system,
    user: prompt.user,
    ...(task.fit?.parameters ?? { maxTokens: task.config.maxResponseTokens }),
    purpose: { component: task.component.name, phase: task.phase },
  };
}
