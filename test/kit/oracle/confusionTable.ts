import type { OracleRow } from './compareOracle';

/** Which labels the oracle gave to which: one line for each label and each other reason that it was given, and how often. */
export function confusionTable(rows: readonly OracleRow[]): string {
  const labels = [...new Set(rows.map(({ expected }) => expected))].sort();
  const width = Math.max(0, ...rows.flatMap(({ expected, given }) => [expected.length, given.length]));
  const lines = labels.map((label) => {
    const own = rows.filter(({ expected }) => expected === label);
    const right = own.filter(({ given }) => given === label).length;
    const wrong = new Map<string, number>();
    for (const { given } of own) if (given !== label) wrong.set(given, (wrong.get(given) ?? 0) + 1);
    const others = [...wrong].sort().map(([given, count]) => `${given} ${count}`);
    return `${label.padEnd(width)}  ${String(right).padStart(4)} of ${String(own.length).padStart(4)}  ${others.join(', ')}`;
  });
  return [`${'label'.padEnd(width)}  right            taken for`, ...lines].map((line) => line.trimEnd()).join('\n');
}
