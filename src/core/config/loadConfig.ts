import type { Problem } from '../errors';
import type { Position } from '../lib/lines';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { parseYaml } from '../lib/yaml';
import { describeKind, isNull } from '../lib/yamlNode';
import type { Config } from './config';
import type { ConfigWarning } from './configWarning';
import { findSettings } from './findSettings';
import { lowestCaps } from './lowestCaps';
import { readConfig, readOwnConfig } from './readConfig';
import type { Environment } from './readEnvironment';
import { readEnvironment } from './readEnvironment';
import { Settings } from './settings';

/** `path` as it is shown; undefined text: there is no such file. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string | undefined;
}

export interface ConfigSources {
  /** `.agentforge/generation.yaml` of the project, which may lower limits. */
  readonly project: SettingsFile;
  /** The user's own file of the same format, which may raise them. */
  readonly own: SettingsFile;
  readonly environment: Environment;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
}

/**
 * Reads the user's own settings, those of the project within them, and the environment, which wins: AGENTFORGE_MODEL,
 * AGENTFORGE_MAX_TOKENS (the response limit), AGENTFORGE_MAX_COST_PER_... (of several caps the lowest holds). Each file may have either
 * dialect. A value that cannot be used becomes a warning, and what holds without it stays. Problems only for a file that is not YAML or
 * no mapping, and for a cap that cannot be read: `config-invalid` with line and column, `input-invalid` for the environment.
 */
export function loadConfig({ project, own, environment }: ConfigSources): Result<LoadedConfig, readonly Problem[]> {
  const warnings: ConfigWarning[] = [];
  const problems: Problem[] = [];
  const ownConfig = readOwnConfig(openSettings(own, warnings, problems));
  const config = readConfig(openSettings(project, warnings, problems), ownConfig, own.path);
  const said = readEnvironment(environment, warnings, problems);
  if (problems.length > 0) return fail(problems);
  const { user, repository } = config.budget;
  return ok({
    config: {
      ...config,
      ...(said.model !== undefined && { model: said.model, modelFrom: 'user' }),
      ...(said.maxResponseTokens !== undefined && {
        maxResponseTokens: said.maxResponseTokens,
        responseAtMost: undefined,
      }),
      budget: { repository, user: lowestCaps(user, said.caps) },
    },
    warnings,
  });
}

function openSettings({ path, text }: SettingsFile, warnings: ConfigWarning[], problems: Problem[]): Settings {
  const refuse = (position: Position | undefined, detail: string): void => {
    problems.push({ kind: 'config-invalid', place: { path, ...(position !== undefined && { position }) }, detail });
  };
  const tell = {
    warn: (position: Position | undefined, message: string) => void warnings.push({ path, position, message }),
    refuse,
  };
  const parsed = parseYaml(text ?? '');
  if (!parsed.ok) {
    for (const { position, message, remedy } of parsed.problem)
      refuse(position, `not valid YAML: ${message}. ${remedy}`);
    return new Settings(new Map(), tell);
  }
  const { root } = parsed.value;
  for (const { position, message } of parsed.value.warnings) tell.warn(position, message);
  if (root.kind !== 'map' && !isNull(root)) {
    refuse(root.position, `the settings are ${describeKind(root)}, not a mapping of "key: value" lines`);
  }
  return new Settings(findSettings(root, tell), tell);
}
