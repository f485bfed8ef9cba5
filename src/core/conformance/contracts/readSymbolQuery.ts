import type { CheckWork } from './contract';
import type { Fields } from './fields';
import { notEvaluated, WRITTEN_WRONG } from './notEvaluated';
import { readPattern } from './readPattern';

const QUERIES = ['symbols', 'references', 'diagnostics', 'call_hierarchy'] as const;
const ASSERTIONS = ['none_exist', 'all_exist', 'count_zero', 'count_nonzero'] as const;
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
  const unknown = [
    ...['visibility', 'has_modifier', 'severity'].filter((key) => filter?.has(key)),
    ...['modifiers'].filter((key) => exclude?.has(key)),
  ];
  filter?.warnOfOthers(unknown);
  exclude?.warnOfOthers(unknown);
  if (query === undefined || assertion === undefined) return notEvaluated(WRITTEN_WRONG);
  if (query !== 'symbols') return notEvaluated(`${query} need a language server, which is not asked here`);
  if (unknown.length > 0) return notEvaluated(`the index of symbols does not know about ${unknown.join(' and ')}`);
  for (const pattern of [name, excludedName]) if (pattern?.ok === false) return notEvaluated(pattern.problem);
  return {
    type: 'lsp_query',
    query: {
      kinds,
      name: name?.ok === true ? name.value : undefined,
      excludedName: excludedName?.ok === true ? excludedName.value : undefined,
      excludedContainers,
      wants: assertion === 'none_exist' || assertion === 'count_zero' ? 'none' : 'some',
    },
  };
}
