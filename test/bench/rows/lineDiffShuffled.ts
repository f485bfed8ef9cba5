import type { Round } from '../benchRow';
import { GIT, LINES, measureLineDiff } from '../measureLineDiff';

export const name = 'line diff, 10,000 lines, shuffled';
export let peer = GIT;
export const unit = 'ms';

export async function run(): Promise<readonly Round[]> {
  const lines = Array.from({ length: LINES }, (_, index) => `  const value${index} = compute(${index * 7});\n`);
  const place = (index: number) => Math.imul(index * index + 1, 0x9e3779b1);
  const shuffled = [...lines.keys()].sort((one, other) => place(one) - place(other)).map((index) => lines[index]);
  const { rounds, start } = await measureLineDiff(lines.join(''), shuffled.join(''));
  peer = `${GIT} less its start of ${start.toFixed(1)} ms`;
  return rounds;
}
