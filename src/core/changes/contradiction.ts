/** A claim of the model: no code can satisfy both this test and this part of the specification. */
export interface Contradiction {
  /** The test's name, as the answer gives it. */
  readonly test: string;
  /** The id or the words of the specification, as the answer gives them. */
  readonly criterion: string;
  readonly why: string;
}

const CLAIM =
  /^<contradiction\s+test="([^"\n]*)"\s+criterion="([^"\n]*)"\s*>\s*\n?([\s\S]*?)\s*<\/contradiction>\s*$/gm;
const LONGEST = 2_000;

/** Reads the claims in an answer's prose, which `ANSWER_FORMAT` tells how to write. */
export function contradictionsIn(explanation: string): readonly Contradiction[] {
  return [...explanation.matchAll(CLAIM)].map(([, test = '', criterion = '', why = '']) => ({
    test: test.trim(),
    criterion: criterion.trim(),
    why: why.trim().slice(0, LONGEST),
  }));
}
