import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { KeyService } from '../../core/model/keyService';
import { KEY_NAMES } from '../../core/model/keyService';
import { explainProblem } from '../../core/outline/explainProblem';
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

/** What came of looking for a key. */
interface KeySearch {
  readonly found: FoundKey | undefined;
  readonly notes: readonly string[];
}

export interface KeyPlaces {
  /** What a person gave for this process only, which is kept nowhere. */
  readonly given?: string | undefined;
  readonly environment: Environment;
  /** The editor's secret storage; a terminal has none. */
  readonly stored?: (() => PromiseLike<string | undefined>) | undefined;
  /** Undefined where no file of the workspace is to be trusted. */
  readonly file: SecretsFile | undefined;
  /** What is wrong with a key as text, as a sentence; undefined when nothing can be seen. */
  readonly problemOf: (key: string) => string | undefined;
}

/**
 * The first key there is: given, environment, secret storage, `.agentforge/secrets.yaml`. That file is hidden from git wherever it is.
 * A problem of it is one only when nothing comes before it. `key-refused` for a key that by its form cannot be one for the service:
 * it is sent nowhere. `notes` are sentences for the user.
 */
export async function findKey(service: KeyService, places: KeyPlaces): Promise<Result<KeySearch, Problem>> {
  const search = await searchKey(service, places);
  const found = search.ok ? search.value.found : undefined;
  const wrong = found === undefined ? undefined : places.problemOf(found.key);
  return found === undefined || wrong === undefined
    ? search
    : fail({ kind: 'key-refused', detail: `${wrong} It was sent nowhere (it comes from ${found.source}).` });
}

async function searchKey(service: KeyService, places: KeyPlaces): Promise<Result<KeySearch, Problem>> {
  const before = await firstOf(service, places);
  const secrets = await places.file?.read(service);
  if (secrets === undefined) return ok({ found: before, notes: [] });
  if (!secrets.ok) return before === undefined ? secrets : ok({ found: before, notes: [wordsOf(secrets.problem)] });
  if (secrets.value === undefined) return ok({ found: before, notes: [] });
  const { key, notes } = secrets.value;
  const about = notes.map((note) => `${SECRETS.relative}, ${note}.`);
  if (!isThere(key)) return ok({ found: before, notes: about });
  if (before !== undefined) {
    const unused = `The API key in plain text in ${SECRETS.relative} is not used: ${before.source} comes before it. Take it out of the file.`;
    return ok({ found: before, notes: [unused, ...about] });
  }
  const warning = `The API key is read from ${SECRETS.relative}, in plain text. A safer place is ${KEY_NAMES[service]} or the editor's secret storage.`;
  return ok({ found: { key, place: 'file', source: SECRETS.relative }, notes: [warning, ...about] });
}

/** What comes before the file. */
async function firstOf(service: KeyService, { given, environment, stored }: KeyPlaces): Promise<FoundKey | undefined> {
  const name = KEY_NAMES[service];
  if (isThere(given)) return { key: given, place: 'given', source: 'the key that you gave' };
  const fromEnvironment = environment[name];
  if (isThere(fromEnvironment)) return { key: fromEnvironment, place: 'environment', source: name };
  const fromStorage = await stored?.();
  return isThere(fromStorage)
    ? { key: fromStorage, place: 'storage', source: "the editor's secret storage" }
    : undefined;
}

function wordsOf(problem: Problem): string {
  const { what, remedy } = explainProblem(problem);
  return remedy === '' ? what : `${what} ${remedy}`;
}

function isThere(key: string | undefined): key is string {
  return key !== undefined && key.trim() !== '';
}
