import { parseToml } from '../../../config/parseToml';
import { linesOf } from './linesOf';
import type { Dependency, Manifest } from './manifest';
import { lowestVersion } from './manifest';
import { recordOf, textIn, textsOf } from './plainRecord';
import { withoutHashComments } from './withoutComments';

/** `requests[socks] >= 2.31 ; python_version > "3"` */
const REQUIREMENT = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)/;
/** In characters. */
const LONGEST_LIST = 20_000;
const DEV_NAME = /(?:^|[-_./])(?:dev|test|tests|testing|lint|docs?)(?:[-_.]|$)/i;

type Facts = Omit<Manifest, 'path' | 'language'>;
type Group = Pick<Dependency, 'isDev'>;

const WANTED: Group = { isDev: false };
const DEV: Group = { isDev: true };

function groupOf(name: string): Group {
  return DEV_NAME.test(name) ? DEV : WANTED;
}

/** `pyproject.toml`, by its standard tables and by those of Poetry. */
export function readPyprojectFile(text: string): Facts | undefined {
  const root = parseToml(text);
  if (root === undefined) return undefined;
  const project = recordOf(root['project']);
  const tool = recordOf(root['tool']);
  const poetry = recordOf(tool['poetry']);
  const groups = { ...recordOf(project['optional-dependencies']), ...recordOf(root['dependency-groups']) };
  const poetryGroups = Object.entries(recordOf(poetry['group']));
  const dependencies = [
    ...textsOf(project['dependencies']).flatMap((each) => requirement(each, WANTED)),
    ...Object.entries(groups).flatMap(([name, list]) =>
      textsOf(list).flatMap((each) => requirement(each, groupOf(name))),
    ),
    ...poetryNames(poetry['dependencies'], WANTED),
    ...poetryNames(poetry['dev-dependencies'], DEV),
    ...poetryGroups.flatMap(([name, group]) => poetryNames(recordOf(group)['dependencies'], groupOf(name))),
  ];
  const scripts = { ...recordOf(project['scripts']), ...recordOf(poetry['scripts']) };
  return {
    languageVersion: lowestVersion(project['requires-python'] ?? recordOf(poetry['dependencies'])['python']),
    dependencies,
    entryPoints: Object.values(scripts).flatMap((target) => moduleFiles(textIn(target))),
    testTools: Object.hasOwn(tool, 'pytest') ? ['pytest'] : [],
  };
}

/** `requirements.txt` and its like. */
export function readRequirements(path: string, text: string): Facts {
  const lines = linesOf(text).filter((line) => !/^\s*(?:#|-|$)/.test(line) && !line.includes('://'));
  const group = groupOf(path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/, ''));
  const dependencies = lines.flatMap((line) => requirement(line, group));
  return { languageVersion: undefined, dependencies, entryPoints: [], testTools: [] };
}

/** `setup.cfg`; what is a list there stands on the lines below its name, further to the right. */
export function readSetupCfg(text: string): Facts {
  let section = '';
  let key = '';
  const dependencies: Dependency[] = [];
  const entryPoints: string[] = [];
  let languageVersion: string | undefined;
  let hasPytest = false;
  for (const line of linesOf(text)) {
    const head = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (head !== undefined) {
      section = head;
      key = '';
      hasPytest ||= section === 'tool:pytest';
      continue;
    }
    const [, name, first = ''] = /^([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) key = name;
    const value = name === undefined ? line.trim() : first.trim();
    if (value === '') continue;
    if (section === 'options' && key === 'python_requires') languageVersion = lowestVersion(value);
    if (section === 'options' && key === 'install_requires') dependencies.push(...requirement(value, WANTED));
    if (section === 'options.extras_require') dependencies.push(...requirement(value, groupOf(key)));
    if (section === 'options.entry_points') entryPoints.push(...moduleFiles(/=\s*(.+)$/.exec(value)?.[1]));
  }
  return { languageVersion, dependencies, entryPoints, testTools: hasPytest ? ['pytest'] : [] };
}

/** `setup.py` is a program, which nobody runs here: only what it plainly says. */
export function readSetupPy(whole: string): Facts {
  const text = withoutHashComments(whole);
  const languageVersion = lowestVersion(/python_requires\s{0,20}=\s{0,20}["']([^"'\n]{1,100})/.exec(text)?.[1]);
  return { languageVersion, dependencies: installRequires(text), entryPoints: [], testTools: [] };
}

function installRequires(text: string): readonly Dependency[] {
  const found: Dependency[] = [];
  const list = /install_requires\s{0,20}=\s{0,20}\[/.exec(text);
  if (list === null) return found;
  const rest = text.slice(list.index + list[0].length, list.index + LONGEST_LIST);
  for (const [part] of rest.matchAll(/"[^"\n]*"|'[^'\n]*'|\]/g)) {
    if (part === ']') break;
    found.push(...requirement(part.slice(1, -1), WANTED));
  }
  return found;
}

function requirement(text: string, { isDev }: Group): readonly Dependency[] {
  const [, name, wanted] = REQUIREMENT.exec(text) ?? [];
  return name === undefined ? [] : [{ name, version: lowestVersion(wanted), source: 'pypi', isDev }];
}

function poetryNames(table: unknown, { isDev }: Group): readonly Dependency[] {
  return Object.entries(recordOf(table)).flatMap(([name, wanted]) => {
    if (name === 'python') return [];
    return [
      { name, version: lowestVersion(wanted) ?? lowestVersion(recordOf(wanted)['version']), source: 'pypi', isDev },
    ];
  });
}

/** `shop.cli:main` may be `shop/cli.py`, or the package of that name. */
function moduleFiles(target: string | undefined): readonly string[] {
  const module = target?.split(':')[0]?.trim() ?? '';
  if (!/^[\w.]+$/.test(module)) return [];
  const path = module.replaceAll('.', '/');
  return [`${path}.py`, `src/${path}.py`, `${path}/__init__.py`, `src/${path}/__init__.py`];
}
