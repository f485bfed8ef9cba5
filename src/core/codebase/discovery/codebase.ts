import type { FileFacts, Signal } from './fileFacts';
import type { Manifest } from './manifests/manifest';
import type { ProfiledLanguage } from './profiledLanguage';

/** How sure a finding is, as the format of the profile has it. */
export const CONFIDENCE = { high: 0.9, medium: 0.6, low: 0.3 } as const;
export type Confidence = (typeof CONFIDENCE)[keyof typeof CONFIDENCE];

export interface SourceFile {
  readonly path: string;
  readonly language: ProfiledLanguage;
  readonly isTest: boolean;
  readonly facts: FileFacts;
  /** Files of the codebase that it imports, by path. */
  readonly uses: readonly string[];
  /** Its imports by which it names them. */
  readonly ownModules: readonly string[];
}

/** What is known of a codebase, or of a part of it, before anything is concluded. */
export interface Codebase {
  /** All listed files, sorted; also those that are no code. */
  readonly paths: readonly string[];
  /** In the order of their paths. */
  readonly files: readonly SourceFile[];
  readonly manifests: readonly Manifest[];
}

/** Where something was seen: how often, and in which files, those first that show it most. */
export interface Sightings {
  readonly count: number;
  readonly files: readonly string[];
}

export function sightingsOf(files: readonly SourceFile[], ...signals: readonly Signal[]): Sightings {
  const seen: [string, number][] = [];
  let count = 0;
  for (const { path, facts } of files) {
    let here = 0;
    for (const signal of signals) here += facts.signals[signal] ?? 0;
    if (here > 0) seen.push([path, here]);
    count += here;
  }
  seen.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return { count, files: seen.map(([path]) => path) };
}

/** By how much of what could be otherwise is so; undefined for what is no rule. */
export function confidenceOfShare(part: number, whole: number): Confidence | undefined {
  const share = whole === 0 ? 0 : part / whole;
  if (share >= 0.9) return CONFIDENCE.high;
  if (share >= 0.7) return CONFIDENCE.medium;
  return share > 0.5 ? CONFIDENCE.low : undefined;
}

/** By how many files show it. */
export function confidenceOfFiles(files: number): Confidence {
  if (files >= 3) return CONFIDENCE.high;
  return files === 2 ? CONFIDENCE.medium : CONFIDENCE.low;
}

/** The key with the highest number, the first of them in the order of the alphabet; undefined of nothing. */
export function mostOf<Key extends string>(counts: ReadonlyMap<Key, number>): Key | undefined {
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))[0]?.[0];
}

export function tally<Key extends string>(keys: Iterable<Key>): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
