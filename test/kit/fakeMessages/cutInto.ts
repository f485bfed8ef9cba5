import type { Sizes } from './script';

/** Cuts a list into pieces of the given sizes, which are used in turn; nothing is lost and no piece is empty. */
export function cutInto<T extends { readonly length: number; slice(from: number, to: number): T }>(
  whole: T,
  sizes: Sizes,
): T[] {
  const inTurn = typeof sizes === 'number' ? [sizes] : sizes;
  if (inTurn.length === 0 || inTurn.some((size) => size < 1)) throw new Error(`sizes below 1: ${sizes}`);
  const pieces: T[] = [];
  for (let from = 0, turn = 0; from < whole.length; turn++) {
    const to = from + inTurn[turn % inTurn.length]!;
    pieces.push(whole.slice(from, to));
    from = to;
  }
  return pieces;
}
