import type { Codebase, SourceFile } from './codebase';
import { confidenceOfShare, mostOf, sightingsOf } from './codebase';
import type { NameStyle } from './fileFacts';
import type { Pattern, Patterns } from './pattern';
import { patternOf } from './pattern';
import type { ProfiledLanguage } from './profiledLanguage';
import { nameStyle } from './scan/nameStyle';

const FUNCTION_STYLES = ['function.snake', 'function.camel', 'function.pascal', 'function.plain'] as const;
/** Fewer names are no rule. */
const FEWEST = 5;

const STYLE_WORDS: Readonly<Record<string, string>> = {
  snake: 'snake_case',
  camel: 'camelCase',
  pascal: 'PascalCase',
  kebab: 'kebab-case',
};
type Style = Exclude<NameStyle, 'plain'> | 'kebab';

/** How the names of a codebase are written, by language; only what nearly all of them share. */
export function findNaming({ files }: Codebase): Patterns {
  const code = files.filter(({ isTest }) => !isTest);
  const found: Record<string, Pattern> = {};
  for (const what of ['function', 'type', 'file'] as const) {
    for (const language of new Set(code.map((file) => file.language))) {
      // Go says by the first letter who may use a name.
      if (what === 'function' && language === 'go') continue;
      const own = code.filter((file) => file.language === language);
      const pattern = styleOf(what, language, own);
      if (pattern === undefined) continue;
      const { style, ...rest } = pattern;
      const key = `${style}_case_${what}s`;
      const known = found[key];
      found[key] = known === undefined ? rest : joinedPattern(known, rest);
    }
  }
  return { ...found, ...others(code) };
}

function styleOf(
  what: 'function' | 'type' | 'file',
  language: ProfiledLanguage,
  files: readonly SourceFile[],
): (Pattern & { readonly style: Style }) | undefined {
  const counts = new Map<Style, number>();
  const shown = new Map<Style, string[]>();
  for (const { path, facts } of files) {
    for (const style of ['snake', 'camel', 'pascal', 'kebab'] as const) {
      const count =
        what === 'file'
          ? Number(fileStyle(path) === style)
          : style === 'kebab'
            ? 0
            : (facts.signals[`${what}.${style}`] ?? 0);
      if (count === 0) continue;
      counts.set(style, (counts.get(style) ?? 0) + count);
      shown.set(style, [...(shown.get(style) ?? []), path]);
    }
  }
  const style = mostOf(counts);
  if (style === undefined) return undefined;
  const count = counts.get(style) ?? 0;
  const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const confidence = confidenceOfShare(count, all);
  if (confidence === undefined || count < FEWEST) return undefined;
  const description = `${what === 'file' ? 'Source files' : `${what === 'type' ? 'Type' : 'Function'}s`} are named in ${STYLE_WORDS[style]} (${language})`;
  const seen = { count, files: shown.get(style) ?? [] };
  const signals = [`${what}_names:${language}(${count} of ${all})`];
  return { ...patternOf({ description, confidence, source: 'naming' }, seen, signals), style };
}

/** The same in two languages. */
function joinedPattern(one: Pattern, other: Pattern): Pattern {
  const language = /\((.*)\)$/.exec(other.description)?.[1] ?? '';
  return {
    ...one,
    description: one.description.replace(/\)$/, `, ${language})`),
    confidence: one.confidence < other.confidence ? one.confidence : other.confidence,
    file_count: one.file_count + other.file_count,
    signals: [...one.signals, ...other.signals],
  };
}

/** Of one word, or a name that a tool wants, it says nothing. */
function fileStyle(path: string): Style | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  if (/^__/.test(name)) return undefined;
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name)) return 'kebab';
  const style = nameStyle(name);
  return style === 'plain' ? undefined : style;
}

function others(code: readonly SourceFile[]): Patterns {
  const found: Record<string, Pattern> = {};
  const prefixed = sightingsOf(code, 'interface.prefixed');
  const all = prefixed.count + sightingsOf(code, 'interface.plain').count;
  const confidence = confidenceOfShare(prefixed.count, all);
  if (confidence !== undefined && prefixed.count >= 3) {
    const about = { description: 'Interfaces are named with an I in front', confidence, source: 'naming' } as const;
    found['interface_prefix'] = patternOf(about, prefixed, [`interface_names(${prefixed.count} of ${all})`]);
  }
  const upper = sightingsOf(code, 'constant.upper');
  const constants = upper.count + sightingsOf(code, 'constant.other').count;
  const isUpper = confidenceOfShare(upper.count, constants);
  if (isUpper !== undefined && upper.count >= FEWEST) {
    const about = { description: 'Constants are named in UPPER_CASE', confidence: isUpper, source: 'naming' } as const;
    found['upper_case_constants'] = patternOf(about, upper, [`constant_names(${upper.count} of ${constants})`]);
  }
  // Nobody sees by a name alone what is for internal use: it is a habit where most files with functions have such names.
  const hidden = sightingsOf(code, 'function.private');
  const python = sightingsOf(
    code.filter(({ language }) => language === 'python'),
    ...FUNCTION_STYLES,
  ).files.length;
  const isHidden = confidenceOfShare(hidden.files.length, python);
  if (isHidden !== undefined && hidden.count >= FEWEST) {
    const description = 'What is for internal use begins with an underscore';
    const about = { description, confidence: isHidden, source: 'naming' } as const;
    found['underscore_private'] = patternOf(about, hidden, [
      `files_with_functions:_(${hidden.files.length} of ${python})`,
    ]);
  }
  return found;
}
