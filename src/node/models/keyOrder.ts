import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
import type { KeyService } from '../../core/model/keyService';
import { KEY_NAMES } from '../../core/model/keyService';
import { SECRETS } from '../../core/workspace/ownPath';
import type { Environment } from '../environment';
import type { SecretsFile } from './secretsFile';

/** A key and where it came from. */
export interface FoundKey {
  readonly key: string;
  readonly place: 'given' | 'environment' | 'storage' | 'file';
  /** The place in words, such as "ANTHROPIC_API_KEY". */
  readonly source: string;
}

export interface KeyPlaces {
  /** What a person gave for this process only, which is kept nowhere. */
  readonly given?: string | undefined;
  readonly environment: Environment;
  /** The editor's secret storage; a terminal has none. */
  readonly stored?: (() => PromiseLike<string | undefined>) | undefined;
  /** Undefined where no file of the workspace is to be trusted. */
  readonly file: SecretsFile | undefined;
}

/**
 * The first key there is: given, environment, secret storage, `.agentforge/secrets.yaml`. The problem is one of that file, and only
 * when nothing comes before it. `notes` are sentences for the user.
 */
export async function findKey(
  service: KeyService,
  { given, environment, stored, file }: KeyPlaces,
): Promise<Result<{ readonly found: FoundKey | undefined; readonly notes: readonly string[] }, Problem>> {
  const none = (found: FoundKey | undefined) => ok({ found, notes: [] });
  const name = KEY_NAMES[service];
  if (isThere(given)) return none({ key: given, place: 'given', source: 'the key that you gave' });
  const fromEnvironment = environment[name];
  if (isThere(fromEnvironment)) return none({ key: fromEnvironment, place: 'environment', source: name });
  const fromStorage = await stored?.();
  if (isThere(fromStorage)) return none({ key: fromStorage, place: 'storage', source: "the editor's secret storage" });
  const secrets = await file?.read(service);
  if (secrets === undefined) return none(undefined);
  if (!secrets.ok) return secrets;
  if (secrets.value === undefined) return none(undefined);
  const { key, notes } = secrets.value;
  const about = notes.map((note) => `${SECRETS.relative}, ${note}.`);
  if (!isThere(key)) return ok({ found: undefined, notes: about });
  const warning = `The API key is read from ${SECRETS.relative}, in plain text. A safer place is ${name} or the editor's secret storage.`;
  return ok({ found: { key, place: 'file', source: SECRETS.relative }, notes: [warning, ...about] });
}

function isThere(key: string | undefined): key is string {
  return key !== undefined && key.trim() !== '';
}
