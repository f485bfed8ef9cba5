// Measures and prints, never judges: npm run bench [part of a row's file name ...], or npm run bench recall [...]
// Every figure is a ratio against a peer that ran on the same machine in the same minute. Exits with 1 when a row cannot run.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { BenchRow } from './benchRow';
import { machineNoise } from './machineNoise';
import { printRecall } from './recall/printRecall';
import type { Outcome } from './table';
import { table } from './table';

async function run(wanted: readonly string[]): Promise<void> {
  const [first, ...rest] = wanted;
  if (first === 'recall') return printRecall(rest);
  const folder = path.join(__dirname, 'rows');
  const files = (await readdir(folder)).filter(
    (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
  );
  if (files.length === 0) throw new Error(`no row matches ${wanted.join(' ')}`);
  const { median, lowest, highest } = machineNoise();
  const outcomes: Outcome[] = [];
  for (const file of files.sort()) {
    const row: BenchRow = await import(path.join(folder, file));
    console.error(`measuring: ${row.name}`);
    try {
      outcomes.push({ row, rounds: await row.run() });
    } catch (error) {
      console.error(`  cannot run: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
  console.log(`\n${table(outcomes)}`);
  console.log('\nMedian (lowest–highest) of the rounds.');
  const percent = (value: number) => `${value < median ? '' : '+'}${Math.round((value / median - 1) * 100)} %`;
  console.log(
    `Noise of this machine: the same piece of work took ${percent(lowest)} to ${percent(highest)} of its median.`,
  );
  if (wanted.length === 0)
    console.log('Not measured: recall, which downloads projects and peers first (npm run bench recall).');
}

void run(process.argv.slice(2));
