import type { Codebase } from './codebase';
import { CONFIDENCE, mostOf, tally } from './codebase';
import type { FoundFramework } from './findFrameworks';
import { LANGUAGES_OF } from './frameworks';
import type { Manifest } from './manifests/manifest';
import type { ProfiledLanguage } from './profiledLanguage';

/** From this on nobody doubts that a language belongs to the project. */
const MANY = 10;
const SOME = 3;

/** Languages of a codebase as the profile lists them: those with most lines first, of which the first is the primary one. */
export function findLanguages({ files, manifests }: Codebase, frameworks: readonly FoundFramework[]) {
  const counts = tally(files.map(({ language }) => language));
  const lines = new Map<ProfiledLanguage, number>();
  for (const { language, facts } of files) lines.set(language, (lines.get(language) ?? 0) + facts.lines);
  const primary = mostOf(lines);
  const known = [...counts.keys()].sort(
    (one, other) => (lines.get(other) ?? 0) - (lines.get(one) ?? 0) || (one < other ? -1 : 1),
  );
  return known.map((name) => {
    const own = manifests.filter((manifest) => isOf(manifest, name));
    const count = counts.get(name) ?? 0;
    const endings = tally(files.filter((file) => file.language === name).map(({ path }) => endingOf(path)));
    return {
      name,
      version:
        own.find(({ language, languageVersion }) => language === name && languageVersion)?.languageVersion ?? null,
      confidence: confidenceOf(own.length, count),
      file_count: count,
      line_count: lines.get(name) ?? 0,
      frameworks: frameworks
        .filter(({ framework, manifests: named }) => {
          const { source, type } = framework;
          return type !== 'testing' && source !== undefined && named.length > 0 && LANGUAGES_OF[source].includes(name);
        })
        .map(({ framework }) => framework.label),
      primary: name === primary,
      signals: [
        ...own.map(({ path }) => `manifest:${path}`),
        ...[...endings].sort().map(([ending, number]) => `extension:${ending}(${number})`),
      ],
    };
  });
}

/** The manifest of scripts does not tell surely in which of the two they are written. */
function isOf({ language, path }: Manifest, name: ProfiledLanguage): boolean {
  return language === name || (path.endsWith('package.json') && name === 'javascript');
}

function confidenceOf(manifests: number, files: number): number {
  if (manifests > 0 || files >= MANY) return CONFIDENCE.high;
  return files >= SOME ? CONFIDENCE.medium : CONFIDENCE.low;
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.'));
}
