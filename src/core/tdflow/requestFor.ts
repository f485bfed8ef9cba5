import { parametersFor } from '../model/parametersFor';
import type { ModelRequest } from '../model/provider';
import type { Prompt } from '../prompt/prompt';
import type { Work } from './task';

/** The request that carries a prompt to the model of some work. */
export function requestFor(task: Omit<Work, 'session'>, prompt: Prompt): ModelRequest {
  return {
    model: task.config.model,
    system: prompt.system,
    user: prompt.user,
    ...(task.fit?.parameters ?? parametersFor(undefined, task.config)),
    purpose: { component: task.component.name, phase: task.phase },
    ...(task.files === undefined ? {} : { files: task.files }),
  };
}
