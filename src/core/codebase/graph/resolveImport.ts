import { C_FAMILY_ENDINGS, eachWith, PYTHON_ENDINGS, SCRIPT_ENDINGS } from '../endings';
import { looksLikeTest } from '../looksLikeTest';
import type { PathIndex } from './pathIndex';
import { folderOf, foldersAbove, joined, lastOf } from './pathIndex';

/** Where the files of a codebase are, and which of them add to a namespace. */
export interface ImportTargets {
  readonly paths: PathIndex;
  /** File numbers by the namespace's full name. */
  readonly namespaces: ReadonlyMap<string, readonly number[]>;
  /** What was found before: files of one folder import much the same. Filled as it goes. */
  readonly found: Map<string, readonly number[]>;
}

type Resolver = (from: string, module: string, targets: ImportTargets) => readonly number[];

/** In the order in which they are looked for. */
const SCRIPT_TAILS = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** A whole package of more files says nothing of what is meant. */
const MOST_FILES = 50;

/**
 * The files that a module is which a file imports, by their numbers: by the language's own rules as far as paths tell, else by the
 * end of the path, of several the nearest. Nothing for what is from elsewhere.
 * @param from the path of the file that imports
 * @param module as the source names it
 */
export function resolveImport(from: string, module: string, targets: ImportTargets): readonly number[] {
  const ending = /\.([a-z]+)$/i.exec(from)?.[1]?.toLowerCase() ?? '';
  // In Rust the name of the file counts, too.
  const key = `${ending} ${ending === 'rs' ? from : folderOf(from)} ${module}`;
  const files = targets.found.get(key) ?? RESOLVERS[ending]?.(from, module, targets) ?? [];
  targets.found.set(key, files);
  const self = targets.paths.numberOf(from);
  return files.filter((file) => file !== self);
}

const python: Resolver = (from, module, { paths }) => {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const path = name.replaceAll('.', '/');
  const files = (base: string): number | undefined =>
    paths.firstOf([`${base}.py`, `${base}/__init__.py`, `${base}.pyi`, `${base}/__init__.pyi`]);
  if (dots !== '') {
    const base = joined(folderOf(from), `${'../'.repeat(dots.length - 1)}${path}`);
    return base === undefined ? [] : one(base === '' ? paths.numberOf('__init__.py') : files(base));
  }
  const isPackage = (folder: string) =>
    paths.numberOf(folder === '' ? '__init__.py' : `${folder}/__init__.py`) !== undefined;
  const found = paths.modulesEndingWith(path).filter((file) => {
    const whole = paths.paths[file] ?? '';
    // A module is named from the outermost package on.
    return /\.pyi?$/.test(whole) && !isPackage(whole.slice(0, Math.max(0, whole.lastIndexOf(path) - 1)));
  });
  return one(paths.nearest(found, from));
};

const script: Resolver = (from, module, { paths }) => {
  const files = (base: string): number | undefined => {
    const plain = base.replace(/\.[cm]?jsx?$/, '');
    const endings = (stem: string) => SCRIPT_TAILS.map((ending) => stem + ending);
    return paths.firstOf([
      base,
      ...endings(plain),
      ...endings(base),
      ...endings(base === '' ? 'index' : `${base}/index`),
    ]);
  };
  if (/^\.{1,2}(?:\/|$)/.test(module)) {
    const base = joined(folderOf(from), module);
    return base === undefined ? [] : one(files(base));
  }
  const name = /^(?:@[\w.-]+\/)?([\w.-]+)$/.exec(module)?.[1];
  if (name !== undefined) {
    const packages = paths.foldersEndingWith(name).filter((folder) => /(?:^|\/)(?:packages|libs|apps)\//.test(folder));
    const entries = packages.flatMap((folder) => [`${folder}/src/index`, `${folder}/index`]);
    const entry = paths.firstOf(entries.flatMap((stem) => SCRIPT_TAILS.map((ending) => stem + ending)));
    if (entry !== undefined || !module.startsWith('@')) return one(entry);
  }
  // Short names for a folder are told in files of their own: what stands behind them is the end of a path.
  const path = module.replace(/^(?:[@~#]?\/|[@~#])/, '');
  const found = paths.modulesEndingWith(path.replace(/\.[cm]?[jt]sx?$/, '')).filter((file) => {
    return path.includes('/') && /\.[cm]?[jt]sx?$/.test(paths.paths[file] ?? '');
  });
  return one(files(path) ?? paths.nearest(found, from));
};

const go: Resolver = (_, module, { paths }) => {
  const parts = module.split('/');
  const isHosted = (parts[0] ?? '').includes('.');
  // The first parts are the module's own name: the rest stands below the folder of that module.
  const rests = parts.map((_part, at) => parts.slice(at + 1));
  for (const rest of isHosted ? rests : rests.slice(0, 1)) {
    if (rest.length === 0 && !(isHosted && parts.length <= 3)) break;
    const suffix = rest.join('/');
    const folders = rest.length >= 2 && isHosted ? paths.foldersEndingWith(suffix) : [];
    const shortest = [...folders].sort((one, other) => one.length - other.length)[0];
    const folder = paths.hasFolder(suffix) ? suffix : shortest;
    const found = paths.filesIn(folder ?? suffix).filter((file) => isA('go', file, paths) && !isGoTest(file, paths));
    if (found.length > 0) return found.slice(0, MOST_FILES);
  }
  return [];
};

const rust: Resolver = (from, module, { paths }) => {
  const names = module.split('::');
  const files = (base: string, rest: readonly string[]): number | undefined => {
    const path = [base, ...rest].filter((part) => part !== '').join('/');
    if (rest.length > 0) return paths.firstOf([`${path}.rs`, `${path}/mod.rs`]);
    return paths.firstOf(
      ['lib.rs', 'main.rs', 'mod.rs'].map((name) => (path === '' ? name : `${path}/${name}`)).concat(`${path}.rs`),
    );
  };
  const isRoot = /(?:^|\/)(?:mod|lib|main)\.rs$/.test(from);
  let base = isRoot ? folderOf(from) : from.replace(/\.rs$/, '');
  if (names[0] === 'crate') {
    const root = foldersAbove(from).find(
      (folder) =>
        files(folder, []) !== undefined && /(?:lib|main)\.rs$/.test(paths.paths[files(folder, []) ?? -1] ?? ''),
    );
    return root === undefined ? [] : one(files(root, names.slice(1)));
  }
  if (names[0] === 'self') return one(files(base, names.slice(1)));
  if (names[0] === 'super') {
    while (names[0] === 'super') {
      base = folderOf(base);
      names.shift();
    }
    return one(files(base, names));
  }
  const [crate = '', ...rest] = names;
  const folders = [crate, crate.replaceAll('_', '-')].flatMap((name) => paths.foldersEndingWith(`${name}/src`));
  const own =
    looksLikeTest(from) || /(?:^|\/)(?:benches|examples)\//.test(from)
      ? foldersAbove(from).map((folder) => joined(folder, 'src') ?? '')
      : [];
  for (const folder of folders) {
    const file = files(folder, rest);
    if (file !== undefined) return [file];
  }
  // The name of the own crate is not among the paths: only what is found in it tells.
  return rest.length === 0 ? [] : one(own.map((folder) => files(folder, rest)).find((file) => file !== undefined));
};

const java: Resolver = (from, module, { paths }) => {
  const parts = module.split('.');
  if (parts.at(-1) === '*') {
    const folders = paths.foldersEndingWith(parts.slice(0, -1).join('/'));
    return folders
      .flatMap((folder) => paths.filesIn(folder))
      .filter((file) => isA('java', file, paths))
      .slice(0, MOST_FILES);
  }
  // What is inside of a class is named after it.
  for (const names of [parts, parts.slice(0, -1)]) {
    if (names.length < 2) break;
    const found = paths.modulesEndingWith(names.join('/')).filter((file) => isA('java', file, paths));
    if (found.length > 0) return one(paths.nearest(found, from));
  }
  return [];
};

const csharp: Resolver = (from, module, { namespaces, paths }) => {
  const found = namespaces.get(module) ?? [];
  if (found.length > 0) return found.length <= MOST_FILES ? found : [];
  const typed = paths.modulesEndingWith(module.split('.').slice(-2).join('/')).filter((file) => isA('cs', file, paths));
  return one(paths.nearest(typed, from));
};

const ruby: Resolver = (from, module, { paths }) => {
  const path = module.replace(/\.rb$/, '');
  if (path.startsWith('.')) {
    const base = joined(folderOf(from), path);
    return base === undefined ? [] : one(paths.numberOf(`${base}.rb`));
  }
  const found = paths.modulesEndingWith(path).filter((file) => {
    const before = (paths.paths[file] ?? '').slice(0, -`${path}.rb`.length);
    return isA('rb', file, paths) && /^$|(?:^|\/)(?:lib|app\/\w+|test|spec)\/$/.test(before);
  });
  return one(paths.nearest(found, from));
};

const php: Resolver = (from, module, { paths }) => {
  if (/\.(?:php|inc)$/.test(module)) {
    const base = joined(folderOf(from), module);
    return one((base === undefined ? undefined : paths.numberOf(base)) ?? paths.numberOf(module));
  }
  const parts = module.split('\\');
  // The first names of a namespace often stand for a folder of another name.
  for (let at = 0; at < parts.length; at++) {
    const found = paths.modulesEndingWith(parts.slice(at).join('/')).filter((file) => isA('php', file, paths));
    if (found.length === 1 || (found.length > 1 && parts.length - at > 1)) return one(paths.nearest(found, from));
  }
  return [];
};

const cpp: Resolver = (from, module, { paths }) => {
  const base = joined(folderOf(from), module);
  const beside = base === undefined ? undefined : paths.numberOf(base);
  if (beside !== undefined) return [beside];
  const suffix = module.replace(/^(?:\.{1,2}\/)+/, '');
  const found = paths.modulesEndingWith(suffix.replace(/\.[^./]+$/, '')).filter((file) => {
    const path = paths.paths[file] ?? '';
    return path === suffix || path.endsWith(`/${suffix}`);
  });
  return one(paths.nearest(found, from));
};

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  ...eachWith(PYTHON_ENDINGS, python),
  ...eachWith(SCRIPT_ENDINGS, script),
  ...eachWith(C_FAMILY_ENDINGS, cpp),
  go,
  rs: rust,
  java,
  cs: csharp,
  rb: ruby,
  rake: ruby,
  php,
};

function isGoTest(file: number, { paths }: PathIndex): boolean {
  return (paths[file] ?? '').endsWith('_test.go');
}

function isA(ending: string, file: number, paths: PathIndex): boolean {
  return lastOf(paths.paths[file] ?? '').endsWith(`.${ending}`);
}

function one(file: number | undefined): readonly number[] {
  return file === undefined ? [] : [file];
}
