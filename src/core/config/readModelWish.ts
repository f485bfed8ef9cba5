import type { CapScope } from './config';
import type { Environment } from './readEnvironment';

const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

/** What the environment says of models and money; what it leaves open is not there. */
export interface EnvironmentWish {
  readonly allowed?: readonly string[];
  readonly effort?: (typeof EFFORTS)[number];
  readonly caps: Readonly<Partial<Record<CapScope, number | 'none'>>>;
  /** Sentences about what was not understood. */
  readonly warnings: readonly string[];
}

/** Reads AGENTFORGE_ALLOWED_MODELS (with commas between), AGENTFORGE_EFFORT and AGENTFORGE_MAX_COST_PER_GENERATION, _SESSION and _DAY. */
export function readModelWish(environment: Environment): EnvironmentWish {
  const warnings: string[] = [];
  const textOf = (name: string): string => environment[name]?.trim() ?? '';
  const refuse = (name: string, wanted: string): undefined => {
    warnings.push(`${name} is ${JSON.stringify(textOf(name))} but must be ${wanted}; it has no effect`);
  };
  const allowed = textOf('AGENTFORGE_ALLOWED_MODELS')
    .split(/[,\s]+/)
    .filter(Boolean);
  const effortText = textOf('AGENTFORGE_EFFORT');
  const effort = EFFORTS.find((level) => level === effortText);
  if (effort === undefined && effortText !== '') refuse('AGENTFORGE_EFFORT', `one of ${EFFORTS.join(', ')}`);
  const capOf = (scope: CapScope): number | 'none' | undefined => {
    const name = `AGENTFORGE_MAX_COST_PER_${scope.toUpperCase()}`;
    const text = textOf(name);
    if (text === '' || text === 'none') return text || undefined;
    return /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : refuse(name, 'dollars such as 0.50, or none');
  };
  const caps = (['generation', 'session', 'day'] as const).map((scope) => [scope, capOf(scope)] as const);
  return {
    ...(allowed.length > 0 && { allowed }),
    ...(effort !== undefined && { effort }),
    caps: Object.fromEntries(caps.filter(([, cap]) => cap !== undefined)),
    warnings,
  };
}
