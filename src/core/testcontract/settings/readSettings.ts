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
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (DOCUMENTATION.test(path)) return [];
  if (name === 'pyproject.toml') return only(PYPROJECT, tomlSettings(text));
  if (name === 'Cargo.toml') return only(CARGO, tomlSettings(text));
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
  const plain = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><');
  const plugins = [...plain.matchAll(/<plugin>(?:(?!<\/plugin>).)*<\/plugin>/g)].flatMap(([block]) => {
    const plugin = /<artifactId>([^<]*(?:surefire|failsafe|jacoco|pitest)[^<]*)</.exec(block)?.[1];
    const leaves = plugin === undefined ? [] : [...block.matchAll(/<([\w.-]+)[^<>]*>([^<]*)<\/\1>/g)];
    return leaves.map(([, key = '', value = '']) => ({ key: `${plugin}.${key}`, value }));
  });
  const properties = [...plain.matchAll(/<((?:maven\.test\.skip|skipTests|skipITs|surefire\.\w+)[\w.]*)>([^<]*)</g)];
  return [...plugins, ...properties.map(([, key = '', value = '']) => ({ key, value }))];
}

/** Of a Gradle build the blocks that configure tests. */
function gradleSettings(text: string): readonly Setting[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const settings: Setting[] = [];
  for (const found of plain.matchAll(
    /^[ \t]*((?:tasks\.)?(?:test|integrationTest|jacoco\w+|check|withType<Test>|named<Test>)\b[^\n{]*)\{/gm,
  )) {
    const from = (found.index ?? 0) + found[0].length;
    let [depth, end] = [1, from];
    for (; end < plain.length && depth > 0; end++) {
      if (plain[end] === '{') depth++;
      if (plain[end] === '}') depth--;
    }
    settings.push({
      key: (found[1] ?? '').trim(),
      value: plain
        .slice(from, end - 1)
        .replace(/\s+/g, ' ')
        .trim(),
    });
  }
  return settings;
}

function whole(text: string): readonly Setting[] {
  const value = text.replace(/[ \t]+$/gm, '').trim();
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
