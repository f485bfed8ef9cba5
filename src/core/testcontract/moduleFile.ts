const SCRIPT = /\.[cm]?[jt]sx?$/;
const SCRIPT_ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'].flatMap((ending) => [
  ending,
  `/index${ending}`,
]);

/**
 * The file among the given ones that a module name of another file stands for; undefined when it is none of them.
 * @param module as written: `.helpers`, `tests.helpers`, `./helpers.js`
 */
export function moduleFile(module: string, from: string, paths: ReadonlySet<string>): string | undefined {
  return SCRIPT.test(from) ? scriptFile(module, from, paths) : pythonFile(module, from, paths);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function scriptFile(module: string, from: string, paths: ReadonlySet<string>): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const path = resolve(folderOf(from), module);
  const bare = path.replace(SCRIPT, '');
  return [...SCRIPT_ENDINGS.map((ending) => path + ending), ...SCRIPT_ENDINGS.map((ending) => bare + ending)].find(
    (each) => paths.has(each),
  );
}

function pythonFile(module: string, from: string, paths: ReadonlySet<string>): string | undefined {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const tail = rest.replaceAll('.', '/');
  const here = folderOf(from);
  if (dots !== '') return pythonIn(resolve(here, '../'.repeat(dots.length - 1)), tail, paths);
  // A test folder without packages is searched first, then each folder above it, as the root of a project may be any of them.
  for (let folder = here; ; folder = folderOf(folder)) {
    const found = pythonIn(folder, tail, paths) ?? pythonIn(folder === '' ? 'src' : `${folder}/src`, tail, paths);
    if (found !== undefined || folder === '') return found;
  }
}

function pythonIn(folder: string, tail: string, paths: ReadonlySet<string>): string | undefined {
  const path = [folder, tail].filter((part) => part !== '').join('/');
  return [`${path}.py`, `${path}/__init__.py`].find((each) => paths.has(each));
}

function resolve(folder: string, relative: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
