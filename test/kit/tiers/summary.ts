import type { TierOutcome } from './runTiers';

/** The table that closes a run, what failed in short, the tiers left out, and the totals in the last line. */
export function summary(outcomes: readonly TierOutcome[], notRun: readonly string[]): string {
  const rows = outcomes.map(({ name, passed, failed, seconds }) =>
    [name.padEnd(8), tests(passed, failed).padStart(24), `${seconds.toFixed(1)} s`.padStart(9)].join(''),
  );
  const sum = (count: (outcome: TierOutcome) => number): number => outcomes.reduce((all, one) => all + count(one), 0);
  return [
    '',
    ...rows,
    ...outcomes.flatMap(({ name, failures = [] }) => failures.map((failure) => `\nFAILED in ${name}: ${failure}`)),
    ...(notRun.length > 0 ? ['', `NOT RUN: ${notRun.join(', ')}`] : []),
    '',
    `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`,
  ].join('\n');
}

function tests(passed: number, failed: number): string {
  if (failed > 0) return `${passed} passed, ${failed} FAILED`;
  return passed > 0 ? `${passed} passed` : 'good';
}
