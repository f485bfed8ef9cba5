import { ResponseParser } from '../../../src/core/response/parser';
import type { Round } from '../benchRow';

export const name = 'answer parser, one answer of 16 MB';
export const peer = 'the same text as 64 answers of 256 KB';
export const unit = 'ms';

const ROUNDS = 5;
const PIECE = 64;
const PART = 256 * 1024;
const PARTS = 64;

/** Equal times are linear time. Blocks, blocks in blocks, prose that is nearly a path, and one long line; the first round warms up. */
export async function run(): Promise<readonly Round[]> {
  const answer = [
    'Some prose about `src/a.py`:',
    '**src/a.p y**',
    '```python:src/a.py',
    ...Array.from({ length: 40 }, (_, line) => `    assert total(${line}) == ${line * line}  # \`\`\``),
    '```bash',
    'npm ci',
    '```',
    'x'.repeat(2_000),
    '```',
    '',
  ].join('\n');
  const part = answer.repeat(Math.ceil(PART / answer.length));
  const pieces = Array.from({ length: Math.ceil(part.length / PIECE) }, (_, index) =>
    part.slice(index * PIECE, (index + 1) * PIECE),
  );
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = timeOf(() => {
      const parser = new ResponseParser();
      for (let count = 0; count < PARTS; count++) for (const piece of pieces) parser.push(piece);
      parser.end();
    });
    const many = timeOf(() => {
      for (let count = 0; count < PARTS; count++) {
        const parser = new ResponseParser();
        for (const piece of pieces) parser.push(piece);
        parser.end();
      }
    });
    if (round > 0) rounds.push({ ours, peer: many });
  }
  return rounds;
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
