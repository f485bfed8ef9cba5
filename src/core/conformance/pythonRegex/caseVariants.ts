interface Range {
  readonly from: number;
  readonly to: number;
}

const LAST_LETTER = 0x1ffff;

/** Characters that Python takes for the same when it ignores case, for each that has any. */
let variants: ReadonlyMap<number, readonly number[]> | undefined;

/** Ranges with everything that is the same but for its case, as Python has it: İ and ı are both an i, ſ is an s. */
export function withCaseVariants(ranges: readonly Range[]): readonly Range[] {
  const more: Range[] = [];
  for (const { from, to } of ranges) {
    variants ??= findVariants();
    // A large range is compared with all letters that have variants, a small one is looked up.
    const inside = to - from < variants.size ? between(from, to) : variants.keys();
    for (const code of inside) {
      if (code < from || code > to) continue;
      for (const other of variants.get(code) ?? [])
        if (other < from || other > to) more.push({ from: other, to: other });
    }
  }
  return more.length === 0 ? ranges : [...ranges, ...more];
}

function* between(from: number, to: number): Generator<number> {
  for (let code = from; code <= to; code++) yield code;
}

function findVariants(): ReadonlyMap<number, readonly number[]> {
  const byFold = new Map<string, number[]>();
  for (let code = 0; code <= LAST_LETTER; code++) {
    const char = String.fromCodePoint(code);
    const fold = foldOf(char);
    const same = byFold.get(fold);
    if (same !== undefined) same.push(code);
    else if (fold !== char || foldOf(fold) === char) byFold.set(fold, [code]);
  }
  return new Map(
    [...byFold.values()].flatMap((same) => (same.length === 1 ? [] : same.map((code) => [code, same] as const))),
  );
}

/** Python compares the lower case, character for character, and knows what has the same upper case. */
function foldOf(char: string): string {
  const lower = String.fromCodePoint(char.toLowerCase().codePointAt(0) ?? 0);
  return lower.toUpperCase();
}
