import { aiderMap } from './contenders/aiderMap';
import type { Contender } from './contenders/contender';
import { keywordRanking } from './contenders/keywordRanking';
import { keywordSignatures } from './contenders/keywordSignatures';
import { productSearch } from './contenders/productSearch';
import { repomixOrder } from './contenders/repomixOrder';
import { signaturesOnly } from './contenders/signaturesOnly';
import { gatherOutcomes } from './gatherOutcomes';
import { PROJECTS } from './projects';
import type { Outcome } from './recallTable';
import { recallTable } from './recallTable';
import { worstCases } from './worstCases';

const CONTENDERS: readonly Contender[] = [
  productSearch,
  aiderMap,
  keywordRanking,
  keywordSignatures,
  signaturesOnly,
  repomixOrder,
];

/**
 * Prints which share of the files that true implementations import each contender shows within a budget.
 * `wanted`: parts of the names of projects, languages, halves and contenders, all of a kind where none is named; `worst` adds our worst
 * questions. Archives and peers are downloaded once, each with a word.
 */
export async function printRecall(wanted: readonly string[]): Promise<void> {
  const projects = chosen(PROJECTS, ({ name, language, half }) => [name, language, half], wanted);
  const contenders = chosen(CONTENDERS, ({ name }) => [name], wanted);
  const outcomes = await gatherOutcomes(projects, contenders);
  const print = (title: string, isIn: (outcome: Outcome) => boolean) => {
    const part = outcomes.filter(isIn);
    if (part.length === 0) return;
    const { table, note, lost } = recallTable(part);
    console.log(`\n${title}: ${note}\n${table}`);
    if (lost.length > 0) console.log(`${contenders[0]?.name} is not first in ${lost.join('; ')}`);
  };
  console.log(
    'Files that the true implementation imports, in percent: shown at all / with a name that it takes / with its definition.',
  );
  for (const { name } of projects) print(name, ({ project }) => project.name === name);
  for (const language of new Set(projects.map((project) => project.language)))
    print(language, ({ project }) => project.language === language);
  print('The half that the ranking is tuned on', ({ project }) => project.half === 'tuning');
  print('The half that it is checked on', ({ project }) => project.half === 'checking');
  print('All', () => true);
  if (wanted.includes('worst')) {
    console.log(`\n${worstCases(outcomes.filter(({ contender }) => contender === productSearch.name))}`);
  }
}

/** Those that a wanted part names; all when no part names any. */
function chosen<T>(all: readonly T[], namesOf: (one: T) => readonly string[], wanted: readonly string[]): readonly T[] {
  const parts = wanted.map((part) => part.toLowerCase());
  const named = all.filter((one) =>
    namesOf(one).some((name) => parts.some((part) => name.toLowerCase().includes(part))),
  );
  return named.length === 0 ? all : named;
}
