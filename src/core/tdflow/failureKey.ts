import type { Verdict } from '../verdict/verdict';

/** Addresses and durations differ from run to run and mean nothing. */
const VARYING = /\b0x[0-9a-f]+|\b\d+(?:\.\d+)? ?(?:ms|s)\b/gi;

/** Equal for two verdicts that fail in the same way: the same tests, each for the same reason. */
export function failureKey(verdict: Verdict): string {
  const tests = verdict.tests
    .filter((test) => !test.asNeeded)
    .map((test) => `${test.id}\t${test.reason}\t${test.explanation.replace(VARYING, '#')}`);
  return [verdict.summary, ...tests.sort()].join('\n');
}
