import type { CodebaseGraph } from '../../codebase/graph/codebaseGraph';
import type { CodebaseQuery } from '../codebaseSearch';
import { folderOf, indexOf } from './graphIndex';
import { liveGraph } from './liveGraph';
import { wordsSaid } from './mentions';

/** Names that many use are told before those that few do. */
const USERS = 0.2;

/** How much it is worth to see a definition of a name: what the texts name and the neighbours use comes first. */
export function wantedNames(graph: CodebaseGraph, query: CodebaseQuery): (name: string) => number {
  const live = liveGraph(graph, query.absent ?? []);
  const said = wordsSaid(query, live);
  const near = new Map<number, number>();
  for (const folder of new Set(query.seeds.map(folderOf))) {
    for (const file of live.live(indexOf(graph).filesIn(folder)))
      for (const name of graph.usedIn(file).names) near.set(name, (near.get(name) ?? 0) + 1);
  }
  return (name) => {
    const number = graph.nameNumber(name);
    if (number === undefined) return 0;
    return (said.get(name) ?? 0) + (near.get(number) ?? 0) + USERS * Math.log(1 + live.count(graph.usersOf(number)));
  };
}
