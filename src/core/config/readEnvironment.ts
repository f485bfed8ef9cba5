import type { Problem } from '../errors';
import type { YamlScalar } from '../lib/yamlNode';
import type { Budget, Config } from './config';
import { CAP_SCOPES } from './config';
import type { ConfigWarning } from './configWarning';
import type { SettingReader } from './settingValues';
import { readCap, readModel, readTokens } from './settingValues';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SaidByEnvironment extends Partial<Pick<Config, 'model' | 'maxResponseTokens'>> {
  readonly caps: Budget['user'];
}

/**
 * The settings that environment variables give; unset and empty ones give none. An unusable one leaves a warning, and a cap that cannot
 * be read a problem: without it more would be spent than somebody meant.
 */
export function readEnvironment(
  environment: Environment,
  warnings: ConfigWarning[],
  problems: Problem[],
): SaidByEnvironment {
  const read = <T>(name: string, reader: SettingReader<T>, refuse: (words: string) => void): T | undefined => {
    const text = environment[name]?.trim() ?? '';
    if (text === '') return undefined;
    const result = reader(scalarOf(text));
    if (result.ok) return result.value;
    refuse(`${name} is ${JSON.stringify(text)} but must be ${result.problem}`);
    return undefined;
  };
  const warn = (words: string) =>
    void warnings.push({ path: undefined, position: undefined, message: `${words}; it has no effect` });
  const stop = (words: string) => void problems.push({ kind: 'input-invalid', detail: `${words}.` });
  const model = read('AGENTFORGE_MODEL', readModel, warn);
  const maxResponseTokens = read('AGENTFORGE_MAX_TOKENS', readTokens, warn);
  const caps = CAP_SCOPES.map((scope) => {
    const cap = read(`AGENTFORGE_MAX_COST_PER_${scope.toUpperCase()}`, readCap, stop);
    return [scope, cap] as const;
  });
  return {
    ...(model !== undefined && { model }),
    ...(maxResponseTokens !== undefined && { maxResponseTokens }),
    caps: Object.fromEntries(caps.filter(([, cap]) => cap !== undefined)),
  };
}

function scalarOf(text: string): YamlScalar {
  return {
    kind: 'scalar',
    value: /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text,
    source: text,
    position: { line: 1, column: 1 },
  };
}
