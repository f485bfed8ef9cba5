import { ChangeCollector } from '../../../src/core/changes/changeCollector';
import type { ChangeSet } from '../../../src/core/changes/changeSet';
import { hunksBetween } from '../../../src/core/changes/diff';
import { reviewOutline } from '../../../src/core/outline/reviewOutline';
import { ResponseParser } from '../../../src/core/response/parser';
import { createSyntaxTrees } from '../../../src/node/treeSitter';
import { memoryReader } from '../../kit/memoryReader';
import type { Round } from '../benchRow';
import { spreadOf } from '../spread';

export const name = 'preview, 2,000 lines streamed and drawn with every line';
export const peer = 'the same answer at once, its final diff and rows';
export const unit = 'ms';

const ROUNDS = 7;
const TRIES = 9;
const LINES = 2_000;
/** About five tokens. */
const DELTA_SIZE = 20;
const PATH = 'src/cart.ts';
const trees = createSyntaxTrees();

/**
 * An answer that rewrites a file, 1 line in 100 edited. Ours: reading it piece by piece, and the rows of the review after each
 * piece that ends a line: a model needs about the 80 ms for one that the views wait between updates. The first round warms up.
 */
export async function run(): Promise<readonly Round[]> {
  const before = Array.from({ length: LINES }, (_, index) => `  const value${index} = compute(${index * 7});\n`);
  const after = before.map((line, index) => (index % 100 === 50 ? `  // Line ${index}.\n` : line)).join('');
  const base = before.join('');
  const answer = `The cart:\n\n\`\`\`typescript:${PATH}\n${after}\`\`\`\n`;
  const pieces = piecesOf(answer);
  const whole = await stream(pieces, base, () => undefined);
  if (whole.files[0]?.text !== after) throw new Error('the answer did not bring the file');
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = await lowest(async () => void (await stream(pieces, base, draw)));
    const peer = await lowest(async () => {
      const changes = await stream([answer], base, () => undefined);
      hunksBetween(base, after);
      draw(changes);
    });
    if (round > 0) rounds.push({ ours, peer });
  }
  return rounds;
}

async function stream(pieces: readonly string[], base: string, show: (changes: ChangeSet) => void): Promise<ChangeSet> {
  const parser = new ResponseParser();
  const collector = new ChangeCollector(
    { phase: 'green', testPath: 'tests/cart.test.ts', implementationPath: PATH },
    { reader: memoryReader({ [PATH]: base }), links: { probe: async () => 'inside' }, trees },
  );
  for (const piece of pieces) {
    const events = parser.push(piece);
    if (events.length > 0) show(await collector.add(events));
  }
  const changes = await collector.add(parser.end());
  show(changes);
  return changes;
}

function draw(changes: ChangeSet): void {
  reviewOutline({
    component: 'cart',
    phase: 'green',
    step: 'model',
    omitted: [],
    nextSteps: undefined,
    changes,
    review: undefined,
  });
}

function piecesOf(answer: string): readonly string[] {
  const count = Math.ceil(answer.length / DELTA_SIZE);
  return Array.from({ length: count }, (_, index) => answer.slice(index * DELTA_SIZE, (index + 1) * DELTA_SIZE));
}

async function lowest(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < TRIES; index++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return spreadOf(times).lowest;
}
