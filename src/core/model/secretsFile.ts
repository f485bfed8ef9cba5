import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { editYaml, parseYaml } from '../lib/yaml';
import { textOf } from '../lib/yamlNode';
import type { KeyService } from './keyService';
import { KEY_NAMES } from './keyService';

/** What a secrets file gives: a key and nothing else, whatever it says. */
export interface Secrets {
  readonly key: string | undefined;
  /** Entries that have no effect, by name and line; never with a value. */
  readonly notes: readonly string[];
}

/** Reads `anthropic_api_key: ...` of a secrets file. The problem is a clause that repeats nothing of the text. */
export function readSecrets(text: string, service: KeyService): Result<Secrets, string> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return fail(`line ${parsed.problem[0]?.position.line ?? 1} is not valid YAML`);
  const { root } = parsed.value;
  if (root.kind !== 'map') {
    return root.kind === 'scalar' && root.value === null ? ok({ key: undefined, notes: [] }) : fail(SHAPE);
  }
  let key: string | undefined;
  const notes: string[] = [];
  for (const entry of root.entries) {
    const at = `line ${entry.keyPosition.line}`;
    const name = entry.key.toLowerCase();
    if (name === fileName(service)) {
      if (entry.value.kind !== 'scalar') return fail(`${at}: ${fileName(service)} is no text`);
      key = textOf(entry.value);
    } else if (!ALL_NAMES.has(name)) notes.push(`${at} has no effect: only keys are read from this file`);
  }
  return ok({ key, notes });
}

/** The file without the key; undefined when nothing else is left in it. */
export function withoutKey(text: string, service: KeyService): Result<string | undefined, string> {
  const parsed = parseYaml(text);
  if (!parsed.ok || parsed.value.root.kind !== 'map') return fail('it cannot be read');
  const entries = parsed.value.root.entries;
  const gone = entries.filter(({ key }) => key.toLowerCase() === fileName(service));
  if (gone.length === entries.length) return ok(undefined);
  const lines = new Set(gone.map(({ keyPosition }) => keyPosition.line));
  const rest = text
    .split('\n')
    .filter((_, index) => !lines.has(index + 1))
    .join('\n');
  const left = readSecrets(rest, service);
  if (left.ok && left.value.key === undefined && countEntries(rest) === entries.length - gone.length) return ok(rest);
  // Several entries in one line, or a value over several lines.
  const edited = editYaml(text, Object.fromEntries(gone.map(({ key }) => [key, undefined])));
  return edited.ok ? edited : fail('it cannot be read');
}

function countEntries(text: string): number {
  const parsed = parseYaml(text);
  return parsed.ok && parsed.value.root.kind === 'map' ? parsed.value.root.entries.length : 0;
}

const ALL_NAMES: ReadonlySet<string> = new Set(Object.values(KEY_NAMES).map((name) => name.toLowerCase()));
const SHAPE = 'it is no list of "anthropic_api_key: ..." lines';

function fileName(service: KeyService): string {
  return KEY_NAMES[service].toLowerCase();
}
