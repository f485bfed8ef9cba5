import type { YamlChange } from '../../lib/yaml';

type Found = Readonly<Record<string, YamlChange>>;

/** In characters of the text; a file that is much longer nobody could read any more. */
const ROOM = 600_000;
/** What is known of every value beside it: where it stands and what was written there. */
const STAMP = 10;

/** What can be missed most, first; `*` is every key. */
const LEFT_OUT = [
  'zones.*.patterns.*.locations',
  'test_analysis.gaps',
  'zones.*.patterns.*.signals',
  'zones.*.structure.layers',
  'patterns.*.locations',
  'test_analysis.linkages',
  'structure.layers',
  'zones.*.patterns',
  'dependencies',
  'zones',
].map((path) => path.split('.'));

/** As much of what was found as there is room for in a profile. */
export function fitProfile(found: Found): Found {
  let fitting = found;
  for (const path of LEFT_OUT) {
    if (lengthOf(fitting, 0) <= ROOM) break;
    fitting = without(fitting, path) as Found;
  }
  return fitting;
}

function without(value: YamlChange, [first = '', ...rest]: readonly string[]): YamlChange {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      if (first !== '*' && first !== key) return [[key, each]];
      return rest.length === 0 ? [] : [[key, without(each, rest)]];
    }),
  );
}

/** About as long as its text in YAML. */
function lengthOf(value: YamlChange, depth: number): number {
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + 2 * depth + 3 + lengthOf(each, depth + 1), STAMP);
  if (!isMap(value)) return String(value).length + STAMP;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + 2 * depth + key.length + 3 + lengthOf(each, depth + 1),
    0,
  );
}

function isMap(value: YamlChange): value is Found {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
