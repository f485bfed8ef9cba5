import { folderOf, joined } from '../graph/pathIndex';
import type { Codebase, SourceFile } from './codebase';
import { CONFIDENCE, mostOf, tally } from './codebase';

const MOST_PATHS = 20;
const MOST_ENTRIES = 5;
const MOST_TEST_FOLDERS = 20;

/** Names of folders by the layer that they hold; the first ones say so most surely. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain', 'core', 'entities', 'model', 'models'],
  application: ['application', 'usecases', 'use_cases', 'services', 'service', 'commands', 'queries', 'handlers'],
  infrastructure: [
    ...[
      'infrastructure',
      'infra',
      'adapters',
      'persistence',
      'repositories',
      'repository',
      'database',
      'db',
      'storage',
    ],
    ...['clients', 'gateways', 'providers', 'integrations'],
  ],
  presentation: [
    ...[
      'presentation',
      'api',
      'cli',
      'web',
      'ui',
      'controllers',
      'views',
      'routes',
      'components',
      'pages',
      'http',
      'cmd',
    ],
  ],
};
const LAYER_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(LAYERS).flatMap(([layer, names]) => names.map((name) => [name, layer] as const)),
);
/** A folder of this name is nothing else. */
const PLAIN_NAMES = new Set(['domain', 'application', 'infrastructure', 'presentation']);

const ENTRY_NAME =
  /(?:^|\/)(?:__main__\.py|manage\.py|wsgi\.py|asgi\.py|main\.(?:py|go|rs|ts|js|mjs|kt|swift|c|cc|cpp)|Program\.cs|server\.(?:ts|js)|app\.(?:ts|js))$/;
const SOURCE_ROOTS = ['src', 'lib', 'app', 'source'];

type Layers = Readonly<
  Record<
    string,
    {
      readonly paths: readonly string[];
      readonly file_count: number;
      readonly line_count: number;
      readonly confidence: number;
      readonly signals: readonly string[];
    }
  >
>;

/**
 * How a codebase is laid out, as the profile tells it. Paths are relative to the root of the repository.
 * @param around the folder of a zone: its own name and those above it say nothing of what is in it
 */
export function findStructure(codebase: Codebase, around = '') {
  const code = codebase.files.filter(({ isTest }) => !isTest);
  const inside = code.map((file) => ({
    ...file,
    inner: around === '' ? file.path : file.path.slice(around.length + 1),
  }));
  const layers = findLayers(inside);
  const style = styleOf(Object.keys(layers), inside);
  return {
    architecture_style: style.name,
    confidence: style.confidence,
    source_root: sourceRootOf(code),
    layers,
    entry_points: entryPointsOf(codebase, code),
    test_directories: testFoldersOf(codebase.files),
    signals: style.signals,
  };
}

/** Which layer uses which other ones, by the imports of their files. */
export function findLayerUses({ files }: Codebase): Readonly<Record<string, readonly string[]>> {
  const uses = new Map<string, Set<string>>();
  for (const { path, isTest, uses: used } of files) {
    const from = isTest ? undefined : layerIn(path)?.layer;
    if (from === undefined) continue;
    for (const other of used) {
      const to = layerIn(other)?.layer;
      if (to === undefined || to === from) continue;
      uses.set(from, (uses.get(from) ?? new Set()).add(to));
    }
  }
  return Object.fromEntries(
    [...uses].sort(([one], [other]) => (one < other ? -1 : 1)).map(([layer, others]) => [layer, [...others].sort()]),
  );
}

/** The outermost folder that names a layer decides. */
export function layerIn(path: string): { readonly layer: string; readonly name: string } | undefined {
  const folders = path.split('/').slice(0, -1);
  for (const folder of folders) {
    const name = folder.toLowerCase();
    const layer = LAYER_OF.get(name);
    if (layer !== undefined) return { layer, name };
  }
  return undefined;
}

/** A file, and its path from the folder of its zone. */
type InnerFile = SourceFile & { readonly inner: string };

function findLayers(code: readonly InnerFile[]): Layers {
  const found: Record<string, Layers[string]> = {};
  for (const layer of Object.keys(LAYERS)) {
    const own = code.filter(({ inner }) => layerIn(inner)?.layer === layer);
    if (own.length === 0) continue;
    const names = tally(own.map(({ inner }) => layerIn(inner)?.name ?? ''));
    const isPlain = [...names.keys()].some((name) => PLAIN_NAMES.has(name));
    const few = own.length < 2 ? CONFIDENCE.low : CONFIDENCE.medium;
    found[layer] = {
      paths: [...new Set(own.map(({ path }) => folderOf(path)))].sort().slice(0, MOST_PATHS),
      file_count: own.length,
      line_count: own.reduce((sum, { facts }) => sum + facts.lines, 0),
      confidence: isPlain ? CONFIDENCE.high : few,
      signals: [...names].sort().map(([name, count]) => `directory:${name}(${count})`),
    };
  }
  return found;
}

function styleOf(layers: readonly string[], code: readonly InnerFile[]) {
  const has = (...names: readonly string[]) => names.every((name) => layers.includes(name));
  const folders = new Set(code.flatMap(({ inner }) => inner.toLowerCase().split('/').slice(0, -1)));
  const signals = layers.map((layer) => `layer:${layer}`);
  if (['models', 'views', 'controllers'].every((name) => folders.has(name)))
    return { name: 'mvc', confidence: CONFIDENCE.high, signals: ['directories:models,views,controllers'] };
  if (['ports', 'adapters'].every((name) => folders.has(name)))
    return { name: 'hexagonal', confidence: CONFIDENCE.high, signals: ['directories:ports,adapters'] };
  if (has('domain', 'application', 'infrastructure'))
    return { name: 'clean_architecture', confidence: CONFIDENCE.medium, signals };
  if (layers.length >= 2) return { name: 'layered', confidence: CONFIDENCE.medium, signals };
  const used = new Set(code.map(({ path }) => folderOf(path)));
  if (used.size <= 1) return { name: 'flat', confidence: CONFIDENCE.medium, signals: [`directories:${used.size}`] };
  return { name: 'modular', confidence: CONFIDENCE.low, signals: [`directories:${used.size}`] };
}

/** Where most of the code is, if that is one folder. */
function sourceRootOf(code: readonly SourceFile[]): string | null {
  const roots = code.flatMap(({ path }) => {
    const folders = path.split('/').slice(0, -1);
    const at = folders.findIndex((folder) => SOURCE_ROOTS.includes(folder));
    return at === -1 ? folders.slice(0, 1) : [folders.slice(0, at + 1).join('/')];
  });
  const counts = tally(roots);
  const most = mostOf(counts);
  return most !== undefined && (counts.get(most) ?? 0) * 2 > code.length ? most : null;
}

/** What manifests name first, then what is named or written like a start. */
function entryPointsOf({ manifests, files }: Codebase, code: readonly SourceFile[]): readonly string[] {
  const known = new Set(files.map(({ path }) => path));
  const stated = manifests.flatMap(({ path, entryPoints }) =>
    entryPoints.flatMap((each) => joined(folderOf(path), each) ?? []).filter((each) => known.has(each)),
  );
  const named = code.filter(({ path }) => ENTRY_NAME.test(path)).map(({ path }) => path);
  const written = code.filter(({ facts }) => facts.signals.entry !== undefined).map(({ path }) => path);
  const nearRootFirst = (paths: readonly string[]) =>
    [...paths].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  return [...new Set([...stated, ...nearRootFirst(named), ...nearRootFirst(written)])].slice(0, MOST_ENTRIES);
}

/** The outermost folders that are for tests alone. */
function testFoldersOf(files: readonly SourceFile[]): readonly string[] {
  const holdsCode = new Set<string>();
  for (const { path, isTest } of files) if (!isTest) for (const folder of foldersOf(path)) holdsCode.add(folder);
  const found = new Set<string>();
  for (const { path, isTest } of files) {
    const outermost = isTest ? foldersOf(path).find((folder) => !holdsCode.has(folder)) : undefined;
    if (outermost !== undefined) found.add(outermost);
  }
  return [...found].sort().slice(0, MOST_TEST_FOLDERS);
}

/** From the outermost to the innermost. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
