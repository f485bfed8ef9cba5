import { DEFAULT_CONFIG } from '../../src/core/config/config';
import type { Phase } from '../../src/core/phase';
import type { Ports } from '../../src/core/tdflow/ports';
import type { TaskRequest } from '../../src/core/tdflow/resolveTask';
import { resolveTask } from '../../src/core/tdflow/resolveTask';
import type { Task } from '../../src/core/tdflow/task';
import { must } from './must';
import { sampleSession } from './sampleSession';
import { sampleSpecification } from './sampleSpecification';

/** What asks for a phase of the sample's cart. */
export function sampleTaskRequest<P extends Phase>(phase: P, about: Partial<TaskRequest<P>> = {}): TaskRequest<P> {
  return {
    session: sampleSession(),
    specification: sampleSpecification(),
    component: 'cart',
    phase,
    mode: 'full',
    config: DEFAULT_CONFIG,
    profile: undefined,
    failure: undefined,
    conventions: {},
    testTimeLimitMs: 1_000,
    ...about,
  };
}

export async function sampleTask<P extends Phase>(
  phase: P,
  ports: Pick<Ports, 'reader' | 'links'>,
  about: Partial<TaskRequest<P>> = {},
): Promise<Task<P>> {
  return must(await resolveTask(sampleTaskRequest(phase, about), ports));
}
