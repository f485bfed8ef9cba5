import type { Round } from '../benchRow';
import { GIT, LINES, measureLineDiff } from '../measureLineDiff';

export const name = 'line diff, 10,000 lines, 1 in 100 edited';
export let peer = GIT;
export const unit = 'ms';

export async function run(): Promise<readonly Round[]> {
  const lines = Array.from({ length: LINES }, (_, index) => `  const value${index} = compute(${index * 7});\n`);
  const edited = lines.map((line, index) => (index % 100 === 50 ? `  // Line ${index}.\n` : line));
  const { rounds, start } = await measureLineDiff(lines.join(''), edited.join(''));
  peer = `${GIT} less its start of ${start.toFixed(1)} ms`;
  return rounds;
}
