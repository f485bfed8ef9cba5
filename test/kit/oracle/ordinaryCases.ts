import type { OracleCase } from './oracleCase';

/** How often the cases that really run show the same in an ordinary run. */
const OFTEN_ENOUGH = 2;

/**
 * What an ordinary run takes of the corpus: all recorded cases, and of those that really run a runner so many that each of its reasons,
 * warnings and outcomes is shown at least twice, as far as there are two. All of them run with `AGENTFORGE_SOAK=1`.
 */
export function ordinaryCases(cases: readonly OracleCase[]): readonly OracleCase[] {
  const shown = new Map<string, number>();
  return cases.filter((given) => {
    if (given.report !== undefined || given.stdout !== undefined) return true;
    const shows = [...new Set(whatItShows(given))];
    const isNews = shows.some((each) => (shown.get(each) ?? 0) < OFTEN_ENOUGH);
    if (isNews) for (const each of shows) shown.set(each, (shown.get(each) ?? 0) + 1);
    return isNews;
  });
}

function whatItShows({ runner, expect, warns, reached, blockedBy }: OracleCase): readonly string[] {
  const all = [
    ...Object.values(expect),
    ...Object.values(warns)
      .flat()
      .map((subject) => `warns of ${subject}`),
    ...(blockedBy === undefined ? [] : ['blocked']),
    `reached: ${reached}`,
  ];
  return all.map((each) => `${runner}, ${each}`);
}
