import { folderOf, foldersAbove } from '../graph/pathIndex';
import type { Codebase, SourceFile } from './codebase';
import { mostOf, tally } from './codebase';
import type { Manifest } from './manifests/manifest';
import type { ProfiledLanguage } from './profiledLanguage';

/** A folder with a manifest of its own, and what is in it but not in a zone below it. */
export interface FoundZone {
  readonly name: string;
  /** '' is the root. */
  readonly folder: string;
  readonly language: ProfiledLanguage;
  readonly codebase: Codebase;
}

const MOST_ZONES = 30;

/**
 * The parts of a repository that are projects of their own: the folders with a manifest and with code. Where one lies in another of the
 * same language they are one. Empty when there are not two at least: then the whole is one project.
 */
export function findZones(codebase: Codebase): readonly FoundZone[] {
  const byFolder = new Map<string, Manifest[]>();
  for (const manifest of codebase.manifests) add(byFolder, folderOf(manifest.path), manifest);
  const inside = new Map<string, SourceFile[]>();
  for (const file of codebase.files) {
    const folder = foldersAbove(file.path).find((each) => byFolder.has(each));
    if (folder !== undefined) add(inside, folder, file);
  }
  const languages = new Map(
    [...inside].map(([folder, files]) => [folder, languageOf(files, byFolder.get(folder) ?? [])] as const),
  );
  const heads = new Map<string, string[]>();
  for (const folder of [...inside.keys()].sort()) add(heads, headOf(folder, languages), folder);
  if (heads.size < 2) return [];
  const names = [...heads.keys()].map(lastName);
  return [...heads].slice(0, MOST_ZONES).map(([folder, folders], index) => {
    const last = names[index] ?? '';
    const isUnique = names.filter((name) => name === last).length === 1;
    return {
      folder,
      name: isUnique ? last : folder || '.',
      language: languages.get(folder) ?? 'python',
      codebase: {
        paths: codebase.paths.filter((path) => folder === '' || path.startsWith(`${folder}/`)),
        files: folders.flatMap((each) => inside.get(each) ?? []).sort((a, b) => (a.path < b.path ? -1 : 1)),
        manifests: folders.flatMap((each) => byFolder.get(each) ?? []),
      },
    };
  });
}

function lastName(folder: string): string {
  return folder === '' ? 'root' : folder.slice(folder.lastIndexOf('/') + 1);
}

/** The outermost folder that it belongs to: up as long as the next project around it is of the same language. */
function headOf(folder: string, languages: ReadonlyMap<string, ProfiledLanguage>): string {
  const language = languages.get(folder);
  const above = folder === '' ? undefined : [...foldersAbove(folder)].find((each) => languages.has(each));
  if (above === undefined || !isAlike(languages.get(above), language)) return folder;
  return headOf(above, languages);
}

/** A script is a script. */
function isAlike(one: string | undefined, other: string | undefined): boolean {
  const family = (language: string | undefined) => (language === 'javascript' ? 'typescript' : language);
  return family(one) === family(other);
}

function languageOf(files: readonly SourceFile[], manifests: readonly Manifest[]): ProfiledLanguage {
  const found = mostOf(tally(files.map(({ language }) => language)));
  return found ?? manifests[0]?.language ?? 'python';
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
