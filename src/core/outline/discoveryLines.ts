import type { CodebaseProfile } from '../codebase/profile';

/** What a profile says, in short. */
export interface ProfileSummary {
  readonly languages: readonly Pick<
    CodebaseProfile['languages'][number],
    'name' | 'version' | 'fileCount' | 'lineCount' | 'frameworks'
  >[];
  readonly style: string | undefined;
  readonly layers: readonly string[];
  readonly zones: readonly { readonly name: string; readonly language: string }[];
  readonly patterns: readonly { readonly name: string; readonly confidence: number }[];
  readonly tests: Pick<CodebaseProfile['tests'], 'files' | 'cases' | 'frameworks' | 'estimatedCoverage'>;
}

/** What came of an analysis. */
export interface Discovery {
  /** Of the profile, as it stands in the file now. */
  readonly summary: ProfileSummary;
  /** From the root of the project. */
  readonly path: string;
  readonly files: number;
  /** Files that were read this time; the others were known. */
  readonly read: number;
  readonly seconds: number;
  readonly isChanged: boolean;
  /** Places in the profile that a person changed or deleted. */
  readonly kept: readonly string[];
  /** Whether another tool had written the profile. */
  readonly wasForeign: boolean;
}

export function summaryOf({ languages, structure, zones, patterns, tests }: CodebaseProfile): ProfileSummary {
  const { files, cases, frameworks, estimatedCoverage } = tests;
  return {
    languages: languages.map(({ name, version, fileCount, lineCount, frameworks: own }) => {
      return { name, version, fileCount, lineCount, frameworks: own };
    }),
    style: structure.style,
    layers: structure.layers.map(({ name }) => name),
    zones: zones.map(({ name, language }) => ({ name, language })),
    patterns: patterns.map(({ name, confidence }) => ({ name, confidence })),
    tests: { files, cases, frameworks, estimatedCoverage },
  };
}

const MOST_LANGUAGES = 5;
const MOST_KEPT = 5;

/** What was found, in a few lines for a person; the first one is the result in short. */
export function discoveryLines(discovery: Discovery): readonly [string, ...string[]] {
  const { summary, path, files, read, seconds, isChanged, kept, wasForeign } = discovery;
  const { languages, style, layers, tests, patterns, zones } = summary;
  const what = isChanged ? 'written' : 'up to date';
  const known = read === files ? '' : ` (${read} of them new or changed)`;
  const lines: [string, ...string[]] = [`${path} is ${what}: ${files} files${known} in ${seconds.toFixed(1)} s.`];
  const named = languages.slice(0, MOST_LANGUAGES).map(({ name, version, lineCount, frameworks }) => {
    const more = frameworks.length === 0 ? '' : `, ${frameworks.join(', ')}`;
    return `${name}${version === undefined ? '' : ` ${version}`} (${lineCount} lines${more})`;
  });
  if (named.length > 0) lines.push(`Languages: ${named.join('; ')}`);
  if (style !== undefined) lines.push(`Structure: ${style}${layers.length === 0 ? '' : `, with ${layers.join(', ')}`}`);
  if (zones.length > 0)
    lines.push(`Projects in it: ${zones.map(({ name, language }) => `${name} (${language})`).join(', ')}`);
  const sure = patterns.filter(({ confidence }) => confidence >= 0.6).length;
  lines.push(`Patterns: ${patterns.length}, of which ${sure} are sure enough to be shown to models`);
  const linked =
    tests.estimatedCoverage === undefined
      ? ''
      : `, linked to ${Math.round(tests.estimatedCoverage * 100)} % of the source files`;
  const runners = tests.frameworks.length === 0 ? '' : ` (${tests.frameworks.join(', ')})`;
  lines.push(`Tests: ${tests.cases} in ${tests.files} files${runners}${linked}`);
  if (kept.length > 0) {
    const more = kept.length > MOST_KEPT ? ` and ${kept.length - MOST_KEPT} more` : '';
    lines.push(`As you have it: ${kept.slice(0, MOST_KEPT).join(', ')}${more}`);
  }
  if (wasForeign) lines.push('Another tool had written the profile: what it thought of your project was kept.');
  return lines;
}
