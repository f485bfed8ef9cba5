import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many are compared in less than a frame. */
const AT_ONCE = 4_096;

/**
 * Sorted, each once: what is in conflict is named several times. Lists are in order already, but for a few places where another one
 * begins: they are merged, and the thread has turns for other things in between.
 */
export async function inOrder(paths: readonly string[]): Promise<readonly string[]> {
  let lists = await sortedLists(paths);
  while (lists.length > 1) {
    const merged: (readonly string[])[] = [];
    for (let at = 0; at < lists.length; at += 2) merged.push(await merge(lists[at] ?? [], lists[at + 1] ?? []));
    lists = merged;
  }
  return lists[0] ?? [];
}

/** Cut wherever a path does not come after the one before. */
async function sortedLists(paths: readonly string[]): Promise<readonly (readonly string[])[]> {
  const lists: (readonly string[])[] = [];
  let start = 0;
  for (let at = 1; at < paths.length; at++) {
    if (at % AT_ONCE === 0) await nextTurn();
    if ((paths[at - 1] ?? '') < (paths[at] ?? '')) continue;
    lists.push(paths.slice(start, at));
    start = at;
  }
  return start === 0 ? [paths] : [...lists, paths.slice(start)];
}

async function merge(one: readonly string[], other: readonly string[]): Promise<readonly string[]> {
  if (other.length === 0) return one;
  const merged: string[] = [];
  for (let [at, there] = [0, 0]; at < one.length || there < other.length; ) {
    if ((at + there) % AT_ONCE === 0) await nextTurn();
    const [path, second] = [one[at], other[there]];
    if (path !== undefined && (second === undefined || path <= second)) at++;
    if (second !== undefined && (path === undefined || second <= path)) there++;
    merged.push(path !== undefined && (second === undefined || path <= second) ? path : (second ?? ''));
  }
  return merged;
}
