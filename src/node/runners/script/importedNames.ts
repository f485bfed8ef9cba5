import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { blankLiterals } from './blankLiterals';
import type { ScannedImport } from './scanImports';
import { moduleInWorkspace, scanSpecifiers } from './scanImports';

const EXTENSION = /\.[cm]?[jt]sx?$/;
const EXTENSIONS = ['.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.jsx', '.tsx'];
const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const MEMBER = /(?<=[\w$)\]}]\s*)\??\.\s*([\p{L}_$][\p{L}\p{N}_$]*)(?![\p{L}\p{N}_$]|\s*=[^=])(\s*(?:\?\.\s*)?[(`])?/gu;
/** What every module or function has anyway, or must not have to be no promise. */
const NOT_ASKED_FOR = new Set([
  ...['then', 'name', 'length', 'prototype', 'constructor', 'call', 'apply', 'bind', 'toString', 'valueOf'],
  ...['toJSON', 'hasOwnProperty', 'arguments', 'caller'],
]);
/** Test files and what they lead to; a run never loads more of a project's own files than this. */
const MOST_FILES = 2_000;

export interface ImportedNames {
  /** By path of the module. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Names of members of whatever, that are read and never called. */
  readonly properties: readonly string[];
}

/**
 * The names that the files of a run, and the project's files that they lead to, may ask of some modules: an ES module has to
 * know them before it is loaded. Rather one too many than one too few, since a name that nobody asks for does no harm.
 */
export async function importedNames(
  root: string,
  files: readonly string[],
  modules: readonly string[],
): Promise<ImportedNames> {
  const found = new Map(modules.map((module) => [module, new Set<string>()]));
  const passedOn = new Set<string>();
  const everything = new Set<string>();
  const [read, called] = [new Set<string>(), new Set<string>()];
  const waiting = [...files];
  const seen = new Set(waiting);
  for (let file = waiting.shift(); file !== undefined && seen.size <= MOST_FILES; file = waiting.shift()) {
    const text = await readText(join(root, file));
    if (text === undefined) continue;
    for (const { name, isCalled } of membersIn(text)) (isCalled ? called : read).add(name);
    for (const each of scanSpecifiers(text)) {
      for (const name of each.names) everything.add(name);
      const module = modules.find((candidate) => mayMean(file ?? '', each, candidate));
      if (module !== undefined) {
        for (const name of each.names.length > 0 ? each.names : wordsOf(text)) found.get(module)?.add(name);
        if (each.passesAllOn) passedOn.add(module);
        continue;
      }
      const next = await existing(root, moduleInWorkspace(file, each.specifier));
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  for (const module of passedOn) for (const name of everything) found.get(module)?.add(name);
  return {
    names: new Map([...found].map(([module, names]) => [module, [...names]])),
    properties: [...read].filter((name) => !called.has(name)),
  };
}

/** `cart.total` and `cart.add(`; one that is written to is not read. */
function membersIn(text: string): readonly { readonly name: string; readonly isCalled: boolean }[] {
  return [...blankLiterals(text).matchAll(MEMBER)].map(([, name = '', call]) => ({
    name,
    isCalled: call !== undefined,
  }));
}

/** By its path, or by its last part where an alias hides the path. */
function mayMean(file: string, { specifier }: ScannedImport, module: string): boolean {
  const inside = moduleInWorkspace(file, specifier);
  if (inside !== undefined) return stemOf(inside) === stemOf(module);
  return !specifier.startsWith('.') && posix.basename(stemOf(specifier)) === posix.basename(stemOf(module));
}

/** Without extension, and without the `index` that may be left off. */
function stemOf(path: string): string {
  return path.replace(EXTENSION, '').replace(/\/index$/, '');
}

/** Whatever may be a member of a module that is imported as a whole. */
function wordsOf(text: string): Iterable<string> {
  const words = blankLiterals(text).match(IDENTIFIER) ?? [];
  return words.filter((word) => !NOT_ASKED_FOR.has(word));
}

async function existing(root: string, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const stem = path.replace(EXTENSION, '');
  const candidates = [
    path,
    ...EXTENSIONS.map((extension) => stem + extension),
    ...EXTENSIONS.map((extension) => `${path}/index${extension}`),
  ];
  for (const candidate of candidates.filter((each) => EXTENSION.test(each))) {
    if ((await readText(join(root, candidate))) !== undefined) return candidate;
  }
  return undefined;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
