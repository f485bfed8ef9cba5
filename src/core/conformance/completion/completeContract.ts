import type { Position } from '../../lib/lines';
import type { Completion, Completions } from '../../spec/completion/completion';
import { NO_COMPLETIONS } from '../../spec/completion/completion';
import type { YamlPlace } from '../../spec/completion/yamlPlace';
import { yamlPlaceAt } from '../../spec/completion/yamlPlace';
import { CHECK_TYPES, CONTRACT_TYPES, SEVERITIES } from '../contracts/contract';
import { LANGUAGE_NAMES } from '../contracts/languageNames';
import { ASSERTIONS, QUERIES } from '../contracts/readSymbolQuery';
import { METRICS } from '../metrics/metric';
import type { Keys } from './contractKeys';
import { CHECK, CONFIG, CONTRACT, EXCLUDE, FILTER, SCOPE, TOP } from './contractKeys';

/** What a contract may speak of beside itself. */
export interface ContractNames {
  /** Of the other contracts, with those that are built in. */
  readonly contracts: readonly string[];
  /** Ids of checks of a contract, with all that it inherits. */
  checksOf(contract: string): readonly string[];
}

/** Nobody writes a longer one by hand, and each key that is pressed would look through it. */
const LONGEST_LINE = 2_000;
const FLAGS = ['true', 'false'];

/** What could be written next at a place in a contract, whether or not the text can be read as it is. */
export function completeContract(text: string, at: Position, names: ContractNames): Completions {
  const lines = text.split(/\r\n|\r|\n/);
  const line = at.line - 1;
  const before = (lines[line] ?? '').slice(0, at.column - 1);
  if ((lines[line] ?? '').length > LONGEST_LINE) return NO_COMPLETIONS;
  const value = /^ *(?:- +)*([\w-]+): +(?:\[(?:[^\]]*,)? *)?["']?([\w.:/-]*)$/.exec(before);
  if (value !== null) {
    const place = yamlPlaceAt(lines, line, before.search(/[^ -]/));
    return valuesOf(value[1] ?? '', value[2] ?? '', { lines, line, place, names });
  }
  const typed = /[\w.:/-]*$/.exec(before)?.[0] ?? '';
  const place = yamlPlaceAt(lines, line, before.length - typed.length);
  const last = place.path.at(-1) ?? '';
  if (/^ *- +["']?[\w.:/-]*$/.test(before) && LISTS.has(last))
    return valuesOf(last, typed, { lines, line, place: { ...place, path: place.path.slice(0, -1) }, names });
  if (!/^ *(?:- +)*\w*$/.test(before)) return NO_COMPLETIONS;
  const keys = keysFor(place, () => typeOfCheck(lines, line));
  return { typed: typed.length, items: itemsOf(keys, place, before.length - typed.length) };
}

/** Keys under which texts may stand line by line. */
const LISTS: ReadonlySet<string> = new Set(['extends', 'languages', 'kind']);

interface Around {
  readonly lines: readonly string[];
  readonly line: number;
  readonly place: YamlPlace;
  readonly names: ContractNames;
}

function valuesOf(key: string, typed: string, around: Around): Completions {
  const items = valuesFor(key, around).map((text): Completion => ({ label: text, detail: key, text }));
  return { typed: typed.length, items };
}

function valuesFor(key: string, { lines, place: { path }, names }: Around): readonly string[] {
  const [section] = path;
  const last = path.at(-1);
  const isCheck = section === 'checks' && path.length === 1;
  if (key === 'type') return isCheck ? CHECK_TYPES : last === 'contract' ? CONTRACT_TYPES : [];
  if (key === 'id') return isCheck ? inheritedIds(lines, names) : [];
  if (key === 'severity') return last === 'filter' || isCheck ? SEVERITIES : [];
  if (key === 'extends') return last === 'contract' ? names.contracts : [];
  if (key === 'languages') return last === 'applies_to' ? LANGUAGE_NAMES : [];
  return VALUES.get(key) ?? [];
}

const VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['enabled', FLAGS],
  ['multiline', FLAGS],
  ['case_insensitive', FLAGS],
  ['mode', ['forbid', 'require']],
  ['metric', METRICS],
  ['query', QUERIES],
  ['assertion', ASSERTIONS],
]);

/** Ids of the checks that this contract has from others, and does not speak of yet. */
function inheritedIds(lines: readonly string[], { checksOf }: ContractNames): readonly string[] {
  const from = lines.findIndex((line) => /^ +extends *:/.test(line));
  const rest = lines.slice(from + 1).findIndex((line) => !/^ *- /.test(line));
  const written = from === -1 ? [] : lines.slice(from, rest === -1 ? undefined : from + 1 + rest);
  const named = written.flatMap((line) => line.replace(/^ +extends *:/, '').match(/[\w.:/-]*\w[\w.:/-]*/g) ?? []);
  const own = new Set(lines.flatMap((line) => /^ *- +id: *["']?([\w.-]+)/.exec(line)?.[1] ?? []));
  const ids = named.flatMap((name) => checksOf(name.replace(/^workspace:/, '')));
  return [...new Set(ids)].filter((id) => !own.has(id));
}

function keysFor({ path, isItem }: YamlPlace, typeOf: () => string | undefined): Keys {
  const [section] = path;
  const last = path.at(-1);
  if (section === undefined) return isItem ? [] : TOP;
  if (last === 'applies_to') return SCOPE;
  if (section === 'contract') return path.length === 1 ? CONTRACT : [];
  if (section !== 'checks') return [];
  if (path.length === 1) return isItem ? CHECK : [];
  if (last === 'config') return CONFIG.get(typeOf() ?? '') ?? [];
  return last === 'filter' ? FILTER : last === 'exclude' ? EXCLUDE : [];
}

function itemsOf(keys: Keys, { siblings }: YamlPlace, column: number): readonly Completion[] {
  const pad = ' '.repeat(column);
  return keys
    .filter(([key]) => !siblings.has(key))
    .map(([key, detail, rest]) => ({ label: key, detail, text: `${key}:${rest.replaceAll('\n', `\n${pad}`)}` }));
}

/** The type of the check in whose lines a line stands. */
function typeOfCheck(lines: readonly string[], line: number): string | undefined {
  const dash = (text: string | undefined) => /^( *)- +id *:/.exec(text ?? '')?.[1]?.length;
  let from = line;
  while (from > 0 && dash(lines[from]) === undefined) from -= 1;
  const after = lines.slice(from + 1).findIndex((text) => dash(text) !== undefined);
  const own = lines.slice(from, after === -1 ? undefined : from + 1 + after);
  return own.flatMap((text) => /^ +type: *["']?(\w+)/.exec(text)?.[1] ?? [])[0];
}
