import type { BenchRow, Round } from './benchRow';
import type { Spread } from './spread';
import { spreadOf } from './spread';

/** A row that ran, with its rounds. */
export type Outcome = { readonly row: BenchRow; readonly rounds: readonly Round[] };

/** Medians with their lowest and highest values, one row a figure, aligned for a terminal. */
export function table(outcomes: readonly Outcome[]): string {
  const lines = [['figure', 'ours', 'against', 'peer', 'ratio'], ...outcomes.flatMap(linesOf)];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function linesOf({ row, rounds }: Outcome): readonly (readonly string[])[] {
  const processor = rounds.flatMap((round) => round.processor ?? []);
  return [
    cells(row.name, row, rounds),
    ...(processor.length === 0 ? [] : [cells('  processor time of that', row, processor)]),
  ];
}

function cells(name: string, { peer: against, unit }: BenchRow, rounds: readonly Round[]): readonly string[] {
  const ours = spreadOf(rounds.map((round) => round.ours));
  const peer = spreadOf(rounds.map((round) => round.peer));
  const ratio = spreadOf(rounds.map((round) => round.ours / round.peer));
  return [name, `${show(ours)} ${unit}`, against, `${show(peer)} ${unit}`, show(ratio)];
}

function show({ median, lowest, highest }: Spread): string {
  return lowest === highest ? digits(median) : `${digits(median)} (${digits(lowest)}–${digits(highest)})`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
