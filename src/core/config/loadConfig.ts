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
  readModel,
  readNote,
  readProvider,
  readTokens,
} from './settingValues';

export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
}

const MODEL_KEYS = ['provider.model', 'model.default'];
const FIRST_DELAY_KEYS = ['retry.base_delay_seconds', 'retry.initial_delay'];

/** Named by the settings files that the Python tool wrote; they answer no more. */
const RETIRED_MODELS: ReadonlySet<string> = new Set(['claude-sonnet-4-20250514', 'claude-opus-4-20250514']);

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
  const config = { ...fromFile, ...readEnvironment(environment, warnings) };
  if (RETIRED_MODELS.has(config.model)) {
    const position = config.model === fromFile.model ? settings.positionOf(MODEL_KEYS) : undefined;
    const message = `the model ${config.model} was retired on 15 June 2026 and answers no more; the default is ${DEFAULT_CONFIG.model}`;
    warnings.push({ position, message });
  }
  return ok({ config, warnings });
}

function readConfig(settings: Settings, warnings: ConfigWarning[]): Config {
  const fallback = DEFAULT_CONFIG;
  settings.read(['provider.name'], readProvider);
  return {
    model: settings.read(MODEL_KEYS, readModel) ?? fallback.model,
    maxContextTokens: settings.read(['tokens.max_context'], readTokens) ?? fallback.maxContextTokens,
    maxResponseTokens:
      settings.read(['tokens.max_response', 'tokens.max_output'], readTokens) ?? fallback.maxResponseTokens,
    retry: readRetry(settings, warnings),
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

function readNotes(settings: Settings, phase: string): readonly string[] {
  return ['focus', 'style'].flatMap((key) => settings.read([`phases.${phase}.${key}`], readNote) ?? []);
}

function invalid(path: string, position: Position, detail: string): Problem {
  return { kind: 'config-invalid', place: { path, position }, detail };
}
