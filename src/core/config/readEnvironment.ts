import type { YamlScalar } from '../lib/yamlNode';
import type { Config } from './config';
import type { ConfigWarning } from './configWarning';
import type { SettingReader } from './settingValues';
import { readModel, readTokens } from './settingValues';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings that environment variables give; unset and empty ones give none, unusable ones leave a warning. */
export function readEnvironment(
  environment: Environment,
  warnings: ConfigWarning[],
): Partial<Pick<Config, 'model' | 'maxResponseTokens'>> {
  const read = <T>(name: string, reader: SettingReader<T>): T | undefined => {
    const text = environment[name]?.trim() ?? '';
    if (text === '') return undefined;
    const result = reader(scalarOf(text));
    if (result.ok) return result.value;
    warnings.push({
      position: undefined,
      message: `${name} is ${JSON.stringify(text)} but must be ${result.problem}; it has no effect`,
    });
    return undefined;
  };
  const model = read('AGENTFORGE_MODEL', readModel);
  const maxResponseTokens = read('AGENTFORGE_MAX_TOKENS', readTokens);
  return { ...(model !== undefined && { model }), ...(maxResponseTokens !== undefined && { maxResponseTokens }) };
}

function scalarOf(text: string): YamlScalar {
  return {
    kind: 'scalar',
    value: /^\d+$/.test(text) ? Number(text) : text,
    source: text,
    position: { line: 1, column: 1 },
  };
}
