import type { Round } from '../benchRow';
import { GIT, LINES, measureLineDiff } from '../measureLineDiff';

export const name = 'line diff, 10,000 lines, rewritten';
export let peer = GIT;
export const unit = 'ms';

export async function run(): Promise<readonly Round[]> {
  const lines = Array.from({ length: LINES }, (_, index) => `  const value${index} = compute(${index * 7});\n`);
  const rewritten = lines.map((_, index) => `  expect(total(${index})).toBe(${index * 3});\n`);
  const { rounds, start } = await measureLineDiff(lines.join(''), rewritten.join(''));
  peer = `${GIT} less its start of ${start.toFixed(1)} ms`;
  return rounds;
}
