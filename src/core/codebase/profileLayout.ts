import type { Language } from './language';
import type { CodebaseProfile, ProfileStructure } from './profile';

/** Where new files of a language go, as the profile knows it; undefined where it says nothing. */
export interface Layout {
  readonly tests: string | undefined;
  readonly implementation: string | undefined;
  /** The project has tests, and they stand in the folders of the code. */
  readonly isBeside: boolean;
}

const NOTHING: Layout = { tests: undefined, implementation: undefined, isBeside: false };
/** A profile is anybody's file: only a plain folder is taken from it, and the paths that it leads to are checked as all are. */
const PLAIN_FOLDER = /^(?!\.{1,2}(?:\/|$))[\w@.-]+(?:\/(?!\.{1,2}(?:\/|$))[\w@.-]+)*$/;
const TEST_FOLDERS = ['tests', 'test', 'spec'];
/** Where a test can stand beside what it tests, as far as nothing else ties them together. */
const BESIDE: ReadonlySet<Language> = new Set<Language>(['javascript', 'typescript', 'python']);

/** What a profile says of the layout for a language: that of a zone of the language, or that of the whole when it is mostly written in it. */
export function profileLayout(profile: CodebaseProfile | undefined, language: Language): Layout {
  const structure = profile === undefined ? undefined : structureFor(profile, language);
  if (profile === undefined || structure === undefined) return NOTHING;
  const root = plain(structure.sourceRoot);
  const folders = structure.testFolders.flatMap((folder) => plain(folder) ?? []);
  if (language === 'java' || language === 'kotlin') {
    const sources = root?.endsWith('/src') || root === 'src' ? root : undefined;
    if (sources === undefined) return NOTHING;
    return { tests: `${sources}/test/${language}`, implementation: `${sources}/main/${language}`, isBeside: false };
  }
  const isBeside = BESIDE.has(language) && folders.length === 0 && profile.tests.files > 0;
  return { tests: testFolderOf(folders), implementation: root, isBeside };
}

function structureFor(
  { languages, structure, zones }: CodebaseProfile,
  language: Language,
): ProfileStructure | undefined {
  const zone = zones.find((each) => isSame(each.language, language));
  if (zone !== undefined) return zone.structure;
  const main = languages.find(({ primary }) => primary) ?? languages[0];
  return main !== undefined && isSame(main.name, language) ? structure : undefined;
}

const SCRIPTS: ReadonlySet<string> = new Set(['javascript', 'typescript']);

/** Both kinds of script stand in the same folders. */
function isSame(name: string, language: Language): boolean {
  return name === language || (SCRIPTS.has(name) && SCRIPTS.has(language));
}

/** The only one, or the one that is called as test folders are. */
function testFolderOf(folders: readonly string[]): string | undefined {
  return folders.length === 1 ? folders[0] : TEST_FOLDERS.find((name) => folders.includes(name));
}

function plain(folder: string | undefined): string | undefined {
  const path = folder?.replaceAll('\\', '/').replace(/\/+$/, '');
  return path !== undefined && PLAIN_FOLDER.test(path) ? path : undefined;
}
