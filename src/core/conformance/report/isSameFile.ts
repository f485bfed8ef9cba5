const LEAST = 0.5;

/** Whether a text is another one still, as git sees it: most of the lines of the longer one are in both, blank ones not counted. */
export function isSameFile(before: string, now: string): boolean {
  const [old, own] = [linesOf(before), linesOf(now)];
  const left = new Map<string, number>();
  for (const line of old) left.set(line, (left.get(line) ?? 0) + 1);
  let shared = 0;
  for (const line of own) {
    const count = left.get(line) ?? 0;
    if (count === 0) continue;
    left.set(line, count - 1);
    shared++;
  }
  return shared > 0 && shared / Math.max(old.length, own.length) > LEAST;
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
