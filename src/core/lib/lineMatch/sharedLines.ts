/** Two texts with a number for each line, equal for equal lines, from 0 to `kinds` (excluded). */
export interface NumberedLines {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly kinds: number;
}

/** The lines that both texts have, and where they stand. The others match nothing, so nobody needs to look at them. */
export function sharedLines(
  a: readonly string[],
  b: readonly string[],
): NumberedLines & { readonly aAt: Int32Array; readonly bAt: Int32Array } {
  const numbers = new Map<string, number>();
  for (const line of b) numbers.set(line, -1);
  const [aAt, bAt] = [new Int32Array(a.length), new Int32Array(b.length)];
  const [aNumbers, bNumbers] = [new Int32Array(a.length), new Int32Array(b.length)];
  let [kinds, aCount, bCount] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const line = a[index] as string;
    let number = numbers.get(line);
    if (number === undefined) continue;
    if (number < 0) {
      number = kinds++;
      numbers.set(line, number);
    }
    aNumbers[aCount] = number;
    aAt[aCount++] = index;
  }
  for (let index = 0; index < b.length && kinds > 0; index++) {
    const number = numbers.get(b[index] as string) as number;
    if (number < 0) continue;
    bNumbers[bCount] = number;
    bAt[bCount++] = index;
  }
  return { a: aNumbers.subarray(0, aCount), b: bNumbers.subarray(0, bCount), kinds, aAt, bAt };
}
