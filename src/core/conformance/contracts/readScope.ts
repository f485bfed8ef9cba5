import type { Glob } from '../glob';
import { readGlob } from '../glob';
import type { NamedGlob, Scope } from './contract';
import type { Fields } from './fields';
import { knownLanguage } from './languageNames';

const EVERYTHING: Scope = { languages: undefined, paths: undefined, excludePaths: [] };

/** Reads `applies_to`. A pattern that cannot be read is said, and left out. */
export function readScope(owner: Fields): Scope {
  const fields = owner.inside('applies_to');
  if (fields === undefined) return EVERYTHING;
  const languages = fields.texts('languages')?.map((written) => {
    const known = knownLanguage(written);
    if (known === undefined) fields.wrong('languages', `No file is known here to be in "${written}".`);
    return known ?? written;
  });
  if (fields.has('repo_types'))
    fields.warn('repo_types', 'Kinds of repositories are not told apart here: this holds in every one.');
  const paths = readGlobs(fields, 'paths');
  const excluded = readGlobs(fields, 'exclude_paths') ?? [];
  fields.warnOfOthers(['repo_types']);
  for (const key of ['languages', 'paths'])
    if (fields.texts(key)?.length === 0)
      fields.wrong(key, `"${key}" is empty, so this is about no file. Name some, or leave it out.`);
  return { languages, paths: paths?.map(toGlob), excludePaths: excluded.map(toGlob) };
}

/** The patterns under a key that can be read; undefined when the key is not there. */
export function readGlobs(fields: Fields, key: string): readonly NamedGlob[] | undefined {
  return fields.texts(key)?.flatMap((pattern) => {
    const glob = readGlob(pattern);
    if (glob.ok) return [{ pattern, matches: glob.value }];
    fields.wrong(key, `The pattern "${pattern}" cannot be used: ${glob.problem}.`);
    return [];
  });
}

function toGlob({ matches }: NamedGlob): Glob {
  return matches;
}
