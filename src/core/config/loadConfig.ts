import type { Problem } from '../errors';
import type { Position } from '../lib/lines';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { parseYaml } from '../lib/yaml';
import { describeKind, isNull } from '../lib/yamlNode';
import type { Config, RetryPolicy } from './config';
import { DEFAULT_CONFIG } from './config';
import type { ConfigWarning } from './configWarning';
import { findSettings } from './findSettings';
import type { Environment } from './readEnvironment';
import { readEnvironment } from './readEnvironment';
import { Settings } from './settings';
import {
  readAttempts,
  readBoolean,
  readDelay,
  readDirectory,
  readDollars,
  readModel,
  readNote,
  readProvider,
  readTimeLimit,
  readTokens,
} from './settingValues';

export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
}

const MODEL_KEYS = ['provider.model', 'model.default'];
const FIRST_DELAY_KEYS = ['retry.base_delay_seconds', 'retry.initial_delay'];

/**
 * Reads `.agentforge/generation.yaml` in either dialect, then AGENTFORGE_MODEL and AGENTFORGE_MAX_TOKENS (the response limit),
 * which win. A value that cannot be used becomes a warning and the default stays. Problems, of kind `config-invalid` with line
 * and column, only for a file that is not YAML or no mapping. No file, or an empty one, gives the defaults.
 */
export function loadConfig(
  file: { readonly text: string; readonly path: string } | undefined,
  environment: Environment,
): Result<LoadedConfig, readonly Problem[]> {
  const path = file?.path ?? '';
  const parsed = parseYaml(file?.text ?? '');
  if (!parsed.ok) {
    return fail(
      parsed.problem.map(({ position, message, remedy }) =>
        invalid(path, position, `not valid YAML: ${message}. ${remedy}`),
      ),
    );
  }
  const { root } = parsed.value;
  if (root.kind !== 'map' && !isNull(root)) {
    return fail([
      invalid(path, root.position, `the settings are ${describeKind(root)}, not a mapping of "key: value" lines`),
    ]);
  }
  const warnings: ConfigWarning[] = [...parsed.value.warnings];
  const settings = new Settings(findSettings(root, warnings), warnings);
  const fromFile = readConfig(settings, warnings);
  const fromEnvironment = readEnvironment(environment, warnings);
  const modelFrom = fromEnvironment.model === undefined ? fromFile.modelFrom : 'user';
  return ok({ config: { ...fromFile, ...fromEnvironment, modelFrom }, warnings });
}

function readConfig(settings: Settings, warnings: ConfigWarning[]): Config {
  const fallback = DEFAULT_CONFIG;
  settings.read(['provider.name'], readProvider);
  const model = settings.read(MODEL_KEYS, readModel);
  return {
    model: model ?? fallback.model,
    modelFrom: model === undefined ? 'default' : 'repository',
    maxContextTokens: settings.read(['tokens.max_context'], readTokens) ?? fallback.maxContextTokens,
    maxResponseTokens:
      settings.read(['tokens.max_response', 'tokens.max_output'], readTokens) ?? fallback.maxResponseTokens,
    retry: readRetry(settings, warnings),
    patience: {
      idleMs: settings.read(['retry.idle_timeout_seconds'], readDelay),
      totalMs: settings.read(['retry.total_timeout_seconds'], readTimeLimit) ?? fallback.patience.totalMs,
    },
    budget: readBudget(settings),
    output: {
      addHeaderComment: settings.read(['output.add_header_comment'], readBoolean) ?? fallback.output.addHeaderComment,
      backupExisting: settings.read(['output.backup_existing'], readBoolean) ?? fallback.output.backupExisting,
    },
    directories: {
      tests: settings.read(['phases.red.test_directory'], readDirectory),
      implementation: settings.read(['phases.green.implementation_directory'], readDirectory),
    },
    phaseNotes: {
      red: readNotes(settings, 'red'),
      green: readNotes(settings, 'green'),
      refactor: readNotes(settings, 'refactor'),
    },
    refactorRequiresPassingTests:
      settings.read(['phases.refactor.require_tests_pass'], readBoolean) ?? fallback.refactorRequiresPassingTests,
  };
}

function readRetry(settings: Settings, warnings: ConfigWarning[]): RetryPolicy {
  const fallback = DEFAULT_CONFIG.retry;
  const baseDelayMs = settings.read(FIRST_DELAY_KEYS, readDelay);
  const maxDelayMs = settings.read(['retry.max_delay_seconds', 'retry.max_delay'], readDelay) ?? fallback.maxDelayMs;
  if (baseDelayMs !== undefined && baseDelayMs > maxDelayMs) {
    const message = `the first delay is longer than the longest; ${maxDelayMs / 1_000} s is used`;
    warnings.push({ position: settings.positionOf(FIRST_DELAY_KEYS), message });
  }
  return {
    maxAttempts: settings.read(['retry.max_attempts'], readAttempts) ?? fallback.maxAttempts,
    baseDelayMs: Math.min(baseDelayMs ?? fallback.baseDelayMs, maxDelayMs),
    maxDelayMs,
  };
}

function readBudget(settings: Settings): Config['budget'] {
  const caps = (['generation', 'session', 'day'] as const).map((scope) => [
    scope,
    settings.read([`budget.per_${scope}`], readDollars),
  ]);
  return Object.fromEntries(caps.filter(([, dollars]) => dollars !== undefined));
}

function readNotes(settings: Settings, phase: string): readonly string[] {
  return ['focus', 'style'].flatMap((key) => settings.read([`phases.${phase}.${key}`], readNote) ?? []);
}

function invalid(path: string, position: Position, detail: string): Problem {
  return { kind: 'config-invalid', place: { path, position }, detail };
}
