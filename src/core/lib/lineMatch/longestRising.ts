import type { Place } from './place';

/** Of places whose `b` rises the most whose `a` rises too (patience sorting). */
export function longestRising(places: readonly Place[]): readonly Place[] {
  const tails: number[] = [];
  const before = new Int32Array(places.length).fill(-1);
  const a = Int32Array.from(places, (place) => place.a);
  for (let index = 0; index < places.length; index++) {
    let high = tails.length;
    // Most places simply follow the one before.
    let low = high > 0 && (a[tails[high - 1] as number] as number) < (a[index] as number) ? high : 0;
    while (low < high) {
      const probe = (low + high) >> 1;
      if ((a[tails[probe] as number] as number) < (a[index] as number)) low = probe + 1;
      else high = probe;
    }
    if (low > 0) before[index] = tails[low - 1] as number;
    tails[low] = index;
  }
  const rising: Place[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] as number) rising.push(places[index] as Place);
  return rising.reverse();
}
