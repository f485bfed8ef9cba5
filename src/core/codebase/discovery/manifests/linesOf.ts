/** Nobody writes longer lines by hand. */
const LONGEST_LINE = 2_000;

/** The lines of a manifest; without those that are too long to be meant. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.length <= LONGEST_LINE);
}
