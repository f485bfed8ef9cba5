import type { Outcome } from './recallTable';

const MOST = 40;

/** The questions that miss most, with what they miss. */
export function worstCases(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap(({ project, answers }) => answers.map((answer) => ({ project, ...answer })))
    .sort((a, b) => b.score.missed.length - a.score.missed.length)
    .slice(0, MOST)
    .map(({ project, implementation, kind, budget, score: { held, wanted, missed } }) => {
      return `${project.name} ${implementation} (${kind}, ${budget}): ${held} of ${wanted}; missed ${missed.join(' ')}`;
    })
    .join('\n');
}
