import type { SymbolQuery } from '../contracts/contract';
import type { PythonPattern } from '../pythonRegex/translatePattern';
import type { PatternSearch, ServedSymbol } from './evaluationPorts';

/** The symbols that a question is about, in their order; a clause where nobody can tell. */
export async function wantedSymbols(
  query: SymbolQuery,
  symbols: readonly ServedSymbol[],
  search: PatternSearch,
  signal: AbortSignal,
): Promise<readonly ServedSymbol[] | string> {
  const begins = (name: string, pattern: PythonPattern) => beginsWith(name, pattern, search, signal);
  const matching: ServedSymbol[] = [];
  for (const symbol of symbols.filter((each) => isAskedFor(each, query))) {
    const isNamed = query.name === undefined ? true : await begins(symbol.name, query.name);
    const isExcluded = query.excludedName === undefined ? false : await begins(symbol.name, query.excludedName);
    for (const answer of [isNamed, isExcluded]) if (typeof answer === 'string') return answer;
    if (isNamed === true && isExcluded === false) matching.push(symbol);
  }
  return matching;
}

function isAskedFor({ kind, within }: ServedSymbol, { kinds, excludedContainers }: SymbolQuery): boolean {
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
