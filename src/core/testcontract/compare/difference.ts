/** What only one of two lists has; an element that one has twice and the other once is left once. */
export function difference<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (element: T) => string,
): { readonly gone: readonly T[]; readonly come: readonly T[]; readonly kept: readonly (readonly [T, T])[] } {
  const waiting = new Map<string, T[]>();
  for (const element of before) {
    const list = waiting.get(keyOf(element));
    if (list === undefined) waiting.set(keyOf(element), [element]);
    else list.push(element);
  }
  const come: T[] = [];
  const kept: [T, T][] = [];
  for (const element of after) {
    const old = waiting.get(keyOf(element))?.shift();
    if (old === undefined) come.push(element);
    else kept.push([old, element]);
  }
  const left = new Set([...waiting.values()].flat());
  return { gone: before.filter((element) => left.has(element)), come, kept };
}
