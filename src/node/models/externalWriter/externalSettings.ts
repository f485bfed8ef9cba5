import type { Problem } from '../../../core/errors';
import { parseJson } from '../../../core/lib/parseJson';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { parseYaml } from '../../../core/lib/yaml';
import { toPlain } from '../../../core/lib/yamlNode';
import type { Environment } from '../../environment';
import { readUserFile } from '../../userSettings';

/** What the user says of a program of their own that writes; no file of a repository has a say in it. */
export interface ExternalSettings {
  /** The program and its arguments; empty: none is set. */
  readonly command: readonly string[];
  /** Names of variables that it gets from the user's environment, beside the usual ones. */
  readonly environment: readonly string[];
  readonly timeoutMinutes: number;
}

/** As a face or a file says it: nothing of it has been looked at. */
export interface GivenExternalSettings {
  readonly command?: unknown;
  readonly environment?: unknown;
  readonly timeoutMinutes?: unknown;
}

const FILE = 'external.yaml';
const USUAL_MINUTES = 20;
const MOST_MINUTES = 24 * 60;

/**
 * The settings by what wins: AGENTFORGE_EXTERNAL_COMMAND (a JSON list), AGENTFORGE_EXTERNAL_ENVIRONMENT (with commas between) and
 * AGENTFORGE_EXTERNAL_TIMEOUT_MINUTES; what the editor's settings say; `external.yaml` in the user's own configuration folder. An empty
 * list or text says nothing.
 */
export async function readExternalSettings(
  env: Environment,
  editor: GivenExternalSettings = {},
): Promise<Result<ExternalSettings, Problem>> {
  const file = await readFileSettings(env);
  if (!file.ok) return file;
  const said = readEnvironment(env);
  if (!said.ok) return said;
  const given = [said.value, editor, file.value];
  const command = list('command', firstSaid(given.map((each) => each.command)));
  if (!command.ok) return command;
  const environment = list('environment', firstSaid(given.map((each) => each.environment)));
  if (!environment.ok) return environment;
  const minutes = firstSaid(given.map((each) => each.timeoutMinutes)) ?? USUAL_MINUTES;
  if (typeof minutes !== 'number' || !(minutes > 0 && minutes <= MOST_MINUTES)) {
    return invalid(
      `its time limit is ${JSON.stringify(minutes)} and must be a number of minutes up to ${MOST_MINUTES}`,
    );
  }
  return ok({ command: command.value, environment: environment.value, timeoutMinutes: minutes });
}

function readEnvironment(env: Environment): Result<GivenExternalSettings, Problem> {
  const textOf = (name: string) => env[name]?.trim() || undefined;
  const command = textOf('AGENTFORGE_EXTERNAL_COMMAND');
  const minutes = textOf('AGENTFORGE_EXTERNAL_TIMEOUT_MINUTES');
  const parsed = command === undefined ? undefined : parseJson(command);
  if (command !== undefined && parsed === undefined) {
    return invalid('AGENTFORGE_EXTERNAL_COMMAND is no JSON list, such as ["aider", "--message-file", "{prompt}"]');
  }
  return ok({
    command: parsed,
    environment: textOf('AGENTFORGE_EXTERNAL_ENVIRONMENT')?.split(/[,\s]+/),
    timeoutMinutes: minutes === undefined ? undefined : Number(minutes),
  });
}

async function readFileSettings(env: Environment): Promise<Result<GivenExternalSettings, Problem>> {
  const file = await readUserFile(env, FILE);
  if (!file.ok) return file;
  const { path, text, warning } = file.value;
  if (warning !== undefined) return invalid(`${warning.replace(/\.$/, '')}, so it names no program`);
  if (text === undefined) return ok({});
  const parsed = parseYaml(text);
  if (!parsed.ok) return unreadable(path, `line ${parsed.problem[0]?.position.line ?? 1} is not valid YAML`);
  const { root } = parsed.value;
  if (root.kind !== 'map') return unreadable(path, 'it is no mapping of "key: value" lines');
  const given = new Map(root.entries.map(({ key, value }) => [key, toPlain(value)]));
  return ok({
    command: given.get('command'),
    environment: given.get('environment'),
    timeoutMinutes: given.get('timeout_minutes'),
  });
}

function firstSaid(values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0));
}

function list(name: 'command' | 'environment', value: unknown = []): Result<readonly string[], Problem> {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string' && !each.includes('\0'));
  return isList ? ok(value) : invalid(`its ${name} is no list of texts`);
}

function unreadable(path: string, detail: string): Result<never, Problem> {
  return fail({ kind: 'file-unreadable', path, detail });
}

function invalid(detail: string): Result<never, Problem> {
  return fail({
    kind: 'service-unset',
    detail: `The external program cannot be started: ${detail}.`,
    remedy: `Mend agentforge.external.command, .environment or .timeoutMinutes in the editor's user settings, or ${FILE} in your own configuration folder.`,
  });
}
