import type { Definition, FileSymbols } from '../../codebase/symbols/fileSymbols';
import type { ContractCheck, SymbolQuery } from '../contracts/contract';
import type { PythonPattern } from '../pythonRegex/translatePattern';
import type { CheckResult } from './checkResult';
import type { PatternSearch } from './evaluationPorts';
import type { Source } from './source';

interface Asked {
  readonly source: Source;
  readonly check: ContractCheck;
  readonly query: SymbolQuery;
  readonly symbols: FileSymbols;
  /** The text of a line, from 1. */
  readonly contentOf: (line: number) => string;
}

/** Holds the symbols of a file against what a check asks of them. */
export async function wantedSymbols(
  { source, check, query, symbols, contentOf }: Asked,
  search: PatternSearch,
  signal: AbortSignal,
): Promise<Pick<CheckResult, 'breaches' | 'notEvaluated'>> {
  const { path } = source;
  const begins = (name: string, pattern: PythonPattern) => beginsWith(name, pattern, search, signal);
  const matching: Definition[] = [];
  for (const definition of symbols.definitions.filter((each) => isAskedFor(each, query))) {
    const isNamed = query.name === undefined ? true : await begins(definition.name, query.name);
    const isExcluded = query.excludedName === undefined ? false : await begins(definition.name, query.excludedName);
    for (const answer of [isNamed, isExcluded])
      if (typeof answer === 'string') return { breaches: [], notEvaluated: [{ path, why: answer }] };
    if (isNamed === true && isExcluded === false) matching.push(definition);
  }
  if (query.wants === 'some') {
    const message = check.description || check.name;
    const missing = matching.length > 0 ? [] : [{ path, line: undefined, message, content: '' }];
    return { breaches: missing, notEvaluated: [] };
  }
  const breaches = matching.map(({ kind, name, line }) => ({
    ...{ path, line, content: contentOf(line) },
    message: `The ${kind} ${name} is not allowed here: ${check.description || check.name}`,
  }));
  return { breaches, notEvaluated: [] };
}

function isAskedFor({ kind, within }: Definition, { kinds, excludedContainers }: SymbolQuery): boolean {
  const around = within.join('.').toLowerCase();
  return (
    (kinds === undefined || kinds.includes(kind)) &&
    !excludedContainers.some((container) => container !== '' && around.includes(container))
  );
}

/** As Python's `re.match`; a clause where nobody can tell. */
async function beginsWith(
  name: string,
  pattern: PythonPattern,
  search: PatternSearch,
  signal: AbortSignal,
): Promise<boolean | string> {
  const anchored = { source: `^(?:${pattern.source})`, plainSource: `^(?:${pattern.plainSource})` };
  const [found] = await search.search(name, [anchored], signal);
  if (found?.kind === 'not searched') return found.why;
  return (found?.lines.length ?? 0) > 0;
}
