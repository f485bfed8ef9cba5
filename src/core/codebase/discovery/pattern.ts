import type { Confidence, Sightings } from './codebase';

/** As the profile has it; `source` says by what kind of look it was found. */
export type Pattern = {
  readonly description: string;
  readonly confidence: Confidence;
  readonly source: 'naming' | 'structural' | 'statistical' | 'explicit';
  readonly file_count: number;
  readonly locations: readonly string[];
  readonly signals: readonly string[];
  readonly metadata?: { readonly type: string };
};

/** By name, in the order in which the profile lists them. */
export type Patterns = Readonly<Record<string, Pattern>>;

const MOST_LOCATIONS = 5;

export function patternOf(
  about: Pick<Pattern, 'description' | 'confidence' | 'source'>,
  seen: Sightings,
  signals: readonly string[],
): Pattern {
  return { ...about, file_count: seen.files.length, locations: seen.files.slice(0, MOST_LOCATIONS), signals };
}
