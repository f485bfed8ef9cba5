import path from 'node:path/posix';
import type { RecallLanguage } from './project';

/** Folders that only say that tests are in them. */
const TEST_FOLDERS = new Set(['test', 'tests', '__tests__', 't', 'unit', 'internals', 'src', 'lib']);

/** What makes a file a test file, per language; the group is what it is for. */
const TEST_NAMES: Readonly<Record<RecallLanguage, RegExp>> = {
  Python: /(?:^|\/)test_([^/]+)\.py$/,
  'TypeScript and JavaScript': /(?:^|\/)([^/]+)\.(?:test|spec)\.[mc]?[jt]sx?$/,
  Go: /(?:^|\/)([^/]+)_test\.go$/,
  Rust: /^(?:.*\/)?tests\/([^/]+)\.rs$|\/(tests)\.rs$/,
};

/** Files that stand for the folder that they lie in. */
const FOLDER_FILES = /\/(?:mod\.rs|__init__\.py|index\.[jt]sx?)$/;

/** Which test file is for which implementation, by their names; at most one for each. */
export function matchTests(paths: readonly string[], language: RecallLanguage): ReadonlyMap<string, string> {
  const tests = paths.filter((file) => TEST_NAMES[language].test(file));
  const sources = paths.filter((file) => !tests.includes(file) && !/(?:^|\/)(?:tests?|__tests__|t)\//.test(file));
  const best = new Map<string, { readonly test: string; readonly shared: number }>();
  for (const test of tests) {
    const [nearest] = sources
      .filter((source) => isFor(test, source, language))
      .map((source) => ({ source, shared: sharedFolders(test, source) }))
      .sort(
        (a, b) =>
          b.shared - a.shared ||
          a.source.split('/').length - b.source.split('/').length ||
          (a.source < b.source ? -1 : 1),
      );
    if (nearest === undefined || nearest.shared <= (best.get(nearest.source)?.shared ?? -1)) continue;
    best.set(nearest.source, { test, shared: nearest.shared });
  }
  return new Map([...best].sort(([a], [b]) => (a < b ? -1 : 1)).map(([source, { test }]) => [source, test]));
}

/** `test_display.py`, `test_util_display.py` and `sync_mutex.rs` are for `util/display.py` and `sync/mutex.rs`. */
function isFor(test: string, source: string, language: RecallLanguage): boolean {
  const stem = TEST_NAMES[language].exec(test)?.slice(1).find(Boolean) ?? '';
  if (language === 'Go') return source === path.join(path.dirname(test), `${stem}.go`);
  const bare = source.replace(FOLDER_FILES, '').replace(/\.[^./]+$/, '');
  if (language === 'Rust' && test.endsWith('/tests.rs')) return bare === path.dirname(test);
  const parts = bare.split('/').map(plain);
  return parts.some((_, start) => parts.slice(start).join('') === plain(stem));
}

/** How many folders of the test's path the implementation's path has too: the more, the nearer. */
function sharedFolders(test: string, source: string): number {
  const folders = path
    .dirname(test)
    .split('/')
    .filter((folder) => !TEST_FOLDERS.has(folder))
    .map((folder) => plain(folder.replace(/^test_/, '')));
  const own = new Set(path.dirname(source).split('/').map(plain));
  return folders.filter((folder) => own.has(folder)).length - folders.filter((folder) => !own.has(folder)).length;
}

/** Without what styles of names differ in. */
function plain(name: string): string {
  return name.replaceAll(/[-_.]/g, '').toLowerCase();
}
