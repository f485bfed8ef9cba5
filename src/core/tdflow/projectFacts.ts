import { folderOf } from '../codebase/graph/pathIndex';
import type { Language } from '../codebase/language';
import { parseToml } from '../config/parseToml';
import type { WritingPhase } from '../phase';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Task } from './task';

interface Manifest {
  readonly name: string;
  /** What it says that imports hang on; undefined when it does not say it. */
  readonly read: (text: string, runner: string | undefined) => string | undefined;
}

const PACKAGE: Manifest = { name: 'package.json', read: readPackage };

const MANIFESTS: Readonly<Partial<Record<Language, Manifest>>> = {
  rust: { name: 'Cargo.toml', read: readCargo },
  go: { name: 'go.mod', read: readGoModule },
  javascript: PACKAGE,
  typescript: PACKAGE,
};

/** What the manifest nearest above the implementation says of how its code is imported: sentences, for the instructions. */
export async function projectFacts(
  { language, implementationPath }: Pick<Task<WritingPhase>, 'language' | 'implementationPath'>,
  runner: string | undefined,
  { reader, links }: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly string[]> {
  const manifest = MANIFESTS[language];
  if (manifest === undefined) return [];
  for (let folder = folderOf(implementationPath.relative); ; folder = folderOf(folder)) {
    const path = await checkPath(folder === '' ? manifest.name : `${folder}/${manifest.name}`, links);
    const file = path.ok ? await reader.read(path.value) : undefined;
    const fact = file === undefined || file === 'unreadable' ? undefined : manifest.read(file.text, runner);
    if (fact !== undefined) return [fact];
    if (folder === '') return [];
  }
}

/** A workspace of Cargo's has no package of its own. */
function readCargo(text: string): string | undefined {
  const { lib, package: own } = parseToml(text) ?? {};
  const name = nameIn(lib) ?? nameIn(own)?.replaceAll('-', '_');
  return name === undefined || !/^\w{1,64}$/.test(name)
    ? undefined
    : `Cargo.toml calls the crate ${name}: its tests in tests/ begin with use ${name}::….`;
}

function nameIn(table: unknown): string | undefined {
  const name = typeof table === 'object' && table !== null && 'name' in table ? table.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

function readGoModule(text: string): string | undefined {
  const module = /^module\s+"?([\w.~/-]{1,200})"?\s*(?:\/\/.*)?$/m.exec(text)?.[1];
  return module === undefined
    ? undefined
    : `go.mod calls the module ${module}: its packages are imported as ${module}/ and their folder.`;
}

function readPackage(text: string, runner: string | undefined): string | undefined {
  const type = /"type"\s*:\s*"(module|commonjs)"/.exec(text)?.[1];
  if (type === 'module') return 'package.json makes the files ES modules: use import and export, not require.';
  // Other runners compile what they load, so that either is right.
  const isPlain = type === 'commonjs' || runner === 'node:test' || runner === 'mocha';
  return isPlain ? 'package.json makes .js files CommonJS modules: use require and module.exports there.' : undefined;
}
