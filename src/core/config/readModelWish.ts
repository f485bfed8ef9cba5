import type { Effort } from './effort';
import { EFFORTS } from './effort';
import type { Environment } from './readEnvironment';

/** What the environment says of models; what it leaves open is not there. */
export interface EnvironmentWish {
  readonly allowed?: readonly string[];
  readonly effort?: Effort;
  /** Sentences about what was not understood. */
  readonly warnings: readonly string[];
}

/** Reads AGENTFORGE_ALLOWED_MODELS (with commas between) and AGENTFORGE_EFFORT. */
export function readModelWish(environment: Environment): EnvironmentWish {
  const textOf = (name: string): string => environment[name]?.trim() ?? '';
  const allowed = textOf('AGENTFORGE_ALLOWED_MODELS')
    .split(/[,\s]+/)
    .filter(Boolean);
  const wanted = textOf('AGENTFORGE_EFFORT');
  const effort = EFFORTS.find((level) => level === wanted);
  const isStrange = effort === undefined && wanted !== '';
  return {
    ...(allowed.length > 0 && { allowed }),
    ...(effort !== undefined && { effort }),
    warnings: isStrange
      ? [`AGENTFORGE_EFFORT is ${JSON.stringify(wanted)} but must be one of ${EFFORTS.join(', ')}; it has no effect`]
      : [],
  };
}
