import type { Verdict } from '../../../src/core/verdict/verdict';
import type { OracleCase } from './oracleCase';
import { runOracleCase } from './runOracleCase';

/** Runs cases, so many at a time: each begins when the one as many places before it has ended. */
export function startCases(cases: readonly OracleCase[], atOnce: number): readonly Promise<Verdict>[] {
  const started: Promise<Verdict>[] = [];
  for (const given of cases) {
    const before = started[started.length - atOnce] ?? Promise.resolve();
    const run = before.catch(() => undefined).then(() => runOracleCase(given));
    run.catch(() => undefined);
    started.push(run);
  }
  return started;
}
