import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { editsBetween, linesOf } from '../../src/core/changes/lineDiff';
import { runProcess } from '../kit/editor/runProcess';
import { scratchFolder } from '../kit/editor/scratchFolder';
import type { Round } from './benchRow';
import { spreadOf } from './spread';

const ROUNDS = 7;
const TRIES = 9;
/** `--numstat` so that git, too, only finds the hunks and writes none of their text. */
const GIT_DIFF = ['-c', 'core.autocrlf=false', 'diff', '--no-index', '--histogram', '--numstat'];

export const LINES = 10_000;
export const GIT = 'git diff --no-index --histogram';

export interface LineDiffMeasure {
  /** The peer's time is that of git without its start. */
  readonly rounds: readonly Round[];
  /** What was taken off: git with two files of one line each, in milliseconds. */
  readonly start: number;
}

/**
 * Two texts with us, from the text to the edits, against git from its start to its end less what it needs for two tiny files.
 * Each value is the lowest of some tries, which others on the machine have disturbed least; the first round warms up.
 */
export async function measureLineDiff(from: string, to: string): Promise<LineDiffMeasure> {
  const scratch = await scratchFolder('line-diff');
  try {
    const texts = { from, to, tinyFrom: 'a\n', tinyTo: 'b\n' };
    for (const [name, text] of Object.entries(texts)) await writeFile(path.join(scratch.folder, name), text);
    const [rounds, starts]: [Round[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await lowest(async () => void editsBetween(linesOf(from), linesOf(to)));
      const start = await lowest(() => gitDiff(scratch.folder, 'tinyFrom', 'tinyTo'));
      const whole = await lowest(() => gitDiff(scratch.folder, 'from', 'to'));
      if (round === 0) continue;
      rounds.push({ ours, peer: whole - start });
      starts.push(start);
    }
    return { rounds, start: spreadOf(starts).median };
  } finally {
    await scratch.remove();
  }
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

/** Differences are the exit code 1. */
async function gitDiff(folder: string, from: string, to: string): Promise<void> {
  const { code, output } = await runProcess('git', [...GIT_DIFF, from, to], { cwd: folder });
  if (code !== 1) throw new Error(`git ended with ${code}: ${output}`);
}
