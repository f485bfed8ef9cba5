// npm run oracle [-- [--runner NAME] [PART OF A CASE'S NAME ...]]: the labelled runs through the real runners, and how the oracle judged them.
import { parseArgs } from 'node:util';
import { ensurePytest } from '../editor/python';
import type { OracleResult } from './compareOracle';
import { compareOracle, isRight } from './compareOracle';
import { confusionTable } from './confusionTable';
import { oracleCases } from './oracleCase';
import { startCases } from './startCases';

const AT_ONCE = 2;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { runner: { type: 'string' }, verbose: { type: 'boolean' } },
    allowPositionals: true,
  });
  const cases = oracleCases({ runner: values.runner, named: positionals });
  const folder = await ensurePytest();
  if (folder !== undefined) process.env['PATH'] = `${folder}:${process.env['PATH'] ?? ''}`;
  const verdicts = startCases(cases, AT_ONCE);
  const results: OracleResult[] = [];
  for (const [index, given] of cases.entries()) {
    const result = await Promise.resolve(verdicts[index]).then(
      (verdict) => compareOracle(given, verdict as NonNullable<typeof verdict>),
      (error: unknown): OracleResult => ({ rows: [], faults: [`it could not be run: ${describe(error)}`] }),
    );
    results.push(result);
    const wrong = result.rows.filter((row) => !isRight(row));
    console.log(`${wrong.length + result.faults.length === 0 ? 'ok  ' : 'FAIL'} ${given.name}`);
    for (const row of values.verbose ? result.rows : wrong) {
      console.log(
        `       ${row.test}: ${row.given}${isRight(row) ? '' : `, labelled ${row.expected}`}: ${row.explanation}`,
      );
    }
    for (const fault of result.faults) console.log(`       ${fault}`);
  }
  const rows = results.flatMap((result) => result.rows);
  const faults = results.reduce((sum, result) => sum + result.faults.length, 0);
  const right = rows.filter(isRight).length;
  console.log(`\n${confusionTable(rows)}\n`);
  console.log(`${cases.length} cases, ${right} of ${rows.length} tests right, ${faults} other faults`);
  process.exitCode = cases.length > 0 && right === rows.length && faults === 0 ? 0 : 1;
}

function describe(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 4).join('\n         ')
    : String(error);
}

void main();
