import { parseToml } from '../../config/parseToml';
import { parseYaml } from '../../lib/yaml';
import { toPlain } from '../../lib/yamlNode';
import { readIni } from './readIni';
import { readSnapshot } from './readSnapshot';
import type { Setting } from './setting';

const PYPROJECT =
  /^(tool\.(pytest|coverage|tox|nox|hatch\.envs\.(default|test|hatch-test))|project\.entry-points\.pytest11)\b/;
const CARGO = /^(test|lib\.test|lib\.doctest|lib\.harness|package\.autotests|profile\.test)\b/;
const PACKAGE = /^(jest|vitest|mocha|c8|nyc|ava|tap|jasmine)\b|^scripts\.((pre|post)?test(:.*)?|coverage)$/;
const INI = /^(pytest|tool:pytest|coverage(:.*)?|testenv.*|tox|run|report|paths|html|xml|unittest)$/;
const DOCUMENTATION = /(^|\/)(readme[^/]*|[^/]+\.(md|rst|adoc))$/i;

/**
 * The settings of a file that is no source: by key path where the format has keys, else the text as a whole. Of files that are not
 * for tests alone only what concerns tests.
 */
export function readSettings(path: string, text: string): readonly Setting[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (DOCUMENTATION.test(path)) return [];
  if (name === 'pyproject.toml') return only(PYPROJECT, tomlSettings(text));
  if (name === 'cargo.toml') return only(CARGO, tomlSettings(text));
  if (name === 'package.json') return only(PACKAGE, jsonSettings(text) ?? []);
  if (/^(setup\.cfg|tox\.ini|\.?pytest\.ini)$/.test(name)) return only(/./, iniSettings(text, INI));
  if (name === '.coveragerc') return iniSettings(text, /./);
  if (name === 'pom.xml') return pomSettings(text);
  if (/^build\.gradle(\.kts)?$/.test(name)) return gradleSettings(text);
  if (/\.(snap|ambr)$/.test(name)) return readSnapshot(name, text);
  if (name.endsWith('.toml')) return tomlSettings(text);
  if (/\.jsonc?$|^\.(c8rc|nycrc|taprc)$/.test(name)) return jsonSettings(text) ?? yamlSettings(text);
  return /\.ya?ml$/.test(name) ? yamlSettings(text) : whole(text);
}

function only(wanted: RegExp, settings: readonly Setting[]): readonly Setting[] {
  return settings.filter(({ key }) => wanted.test(key));
}

function tomlSettings(text: string): readonly Setting[] {
  const root = parseToml(text);
  return root === undefined ? whole(text) : flatten(root);
}

function jsonSettings(text: string): readonly Setting[] | undefined {
  try {
    return flatten(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function yamlSettings(text: string): readonly Setting[] {
  const parsed = parseYaml(text);
  return parsed.ok ? flatten(toPlain(parsed.value.root)) : whole(text);
}

function iniSettings(text: string, sections: RegExp): readonly Setting[] {
  return readIni(text)
    .filter(({ section }) => sections.test(section))
    .map(({ section, key, value }) => ({ key: `${section}.${key}`, value }));
}

/** Of a Maven project the plugins that run tests and measure them, and the properties that skip them. */
function pomSettings(text: string): readonly Setting[] {
  const plain = without(text, '<!--', '-->').replace(/\s+/g, ' ');
  const plugins = plain.split('<plugin>').flatMap((part, at) => {
    const block = at === 0 ? '' : (part.split('</plugin>', 1)[0] ?? '');
    const plugin = /<artifactId>([^<]*(?:surefire|failsafe|jacoco|pitest)[^<]*)</.exec(block)?.[1];
    const leaves = plugin === undefined ? [] : [...block.matchAll(/<([\w.-]+)(?:\s[^<>]*)?>([^<]*)<\/\1>/g)];
    return leaves.map(([, key = '', value = '']) => ({ key: `${plugin}.${key}`, value: value.trim() }));
  });
  const properties = [...plain.matchAll(/<((?:maven\.test\.skip|skipTests|skipITs|surefire\.\w+)[\w.]*)>([^<]*)</g)];
  return [...plugins, ...properties.map(([, key = '', value = '']) => ({ key, value }))];
}

const GRADLE_BLOCK =
  /^[ \t]*((?:tasks\.)?(?:test|integrationTest|jacoco\w+|check|withType<Test>|named<Test>)\b[^\n{]*)\{/gm;

/** Of a Gradle build the blocks that configure tests. */
function gradleSettings(text: string): readonly Setting[] {
  const lines = without(text, '/*', '*/').split('\n');
  const plain = lines.filter((line) => !line.trimStart().startsWith('//')).join('\n');
  const settings: Setting[] = [];
  const blocks = new RegExp(GRADLE_BLOCK);
  for (let found = blocks.exec(plain); found !== null; found = blocks.exec(plain)) {
    const end = endOfBlock(plain, blocks.lastIndex);
    const value = plain
      .slice(blocks.lastIndex, end - 1)
      .replace(/\s+/g, ' ')
      .trim();
    settings.push({ key: (found[1] ?? '').trim(), value });
    blocks.lastIndex = end;
  }
  return settings;
}

/** The place after the brace that closes the one before `from`. */
function endOfBlock(text: string, from: number): number {
  let [depth, at] = [1, from];
  for (; at < text.length && depth > 0; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
  }
  return at;
}

/** A text without its comments; one that is not closed reaches to the end. */
function without(text: string, opening: string, closing: string): string {
  const [first = '', ...parts] = text.split(opening);
  return (
    first +
    parts.map((part) => (part.includes(closing) ? part.slice(part.indexOf(closing) + closing.length) : '')).join('')
  );
}

function whole(text: string): readonly Setting[] {
  const value = text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  return value === '' ? [] : [{ key: '', value }];
}

/** The leaves of plain data by their key paths; a list is one value. */
function flatten(value: unknown, path: readonly string[] = []): readonly Setting[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0) return entries.flatMap(([key, inner]) => flatten(inner, [...path, key]));
  }
  return [{ key: path.join('.'), value: typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null') }];
}
