const LINES = 3;

/** The last lines of what a process printed that say something, on one line. */
export function lastLines(output: string): string {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-LINES)
    .join(' ');
}
