import type { CheckWork, ReportedSeverity } from './contract';
import { REPORTED_SEVERITIES } from './contract';
import type { Fields } from './fields';
import { notEvaluated, WRITTEN_WRONG } from './notEvaluated';
import { readPattern } from './readPattern';

export const QUERIES = ['symbols', 'references', 'diagnostics', 'call_hierarchy'] as const;
export const ASSERTIONS = ['none_exist', 'all_exist', 'count_zero', 'count_nonzero'] as const;
const AS_WRITTEN = { multiline: false, ignoreCase: false };

/** Reads a question that a language server would answer. The index of symbols knows names and kinds, and nothing else is made up. */
export function readSymbolQuery(config: Fields): CheckWork {
  const query = config.has('query') ? config.choice('query', QUERIES) : 'symbols';
  const assertion = config.has('assertion') ? config.choice('assertion', ASSERTIONS) : 'none_exist';
  const filter = config.inside('filter');
  const exclude = config.inside('exclude');
  const name = filter && readPattern(filter, 'name_pattern', AS_WRITTEN);
  const excludedName = exclude && readPattern(exclude, 'name_pattern', AS_WRITTEN);
  const kinds = filter?.texts('kind')?.map((kind) => kind.toLowerCase());
  const excludedContainers = exclude?.texts('containers')?.map((each) => each.toLowerCase()) ?? [];
  const isAboutProblems = query === 'diagnostics';
  const severities = isAboutProblems ? filter && readSeverities(filter) : undefined;
  const unknown = [
    ...['visibility', 'has_modifier', ...(isAboutProblems ? ['kind', 'name_pattern'] : ['severity'])].filter((key) =>
      filter?.has(key),
    ),
    ...['modifiers', ...(isAboutProblems ? ['name_pattern', 'containers'] : [])].filter((key) => exclude?.has(key)),
  ];
  filter?.warnOfOthers(unknown);
  exclude?.warnOfOthers(unknown);
  if (query === undefined || assertion === undefined) return notEvaluated(WRITTEN_WRONG);
  if (query === 'call_hierarchy') return notEvaluated(`${query} needs a language server, which is not asked for it`);
  if (unknown.length > 0) return notEvaluated(`the index of symbols does not know about ${unknown.join(' and ')}`);
  if (severities === 'wrong') return notEvaluated(WRITTEN_WRONG);
  for (const pattern of [name, excludedName]) if (pattern?.ok === false) return notEvaluated(pattern.problem);
  return {
    type: 'lsp_query',
    query: {
      about: query,
      severities,
      kinds,
      name: name?.ok === true ? name.value : undefined,
      excludedName: excludedName?.ok === true ? excludedName.value : undefined,
      excludedContainers,
      wants: assertion === 'none_exist' || assertion === 'count_zero' ? 'none' : 'some',
    },
  };
}

/** `info` is what contracts call information elsewhere. */
function readSeverities(filter: Fields): readonly ReportedSeverity[] | 'wrong' | undefined {
  const texts = filter
    .texts('severity')
    ?.map((each) => (each.toLowerCase() === 'info' ? 'information' : each.toLowerCase()));
  const known = texts?.flatMap((text) => REPORTED_SEVERITIES.find((each) => each === text) ?? []);
  if (known?.length === texts?.length) return known;
  filter.wrong('severity', `"severity" is one of ${REPORTED_SEVERITIES.join(', ')}.`);
  return 'wrong';
}
