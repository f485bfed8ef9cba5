import type { Answer, Asked } from './answer';
import { BUDGETS } from './answer';
import { keepAnswers, keptAnswers } from './answerCache';
import { cutAtBudget } from './cutAtBudget';
import { questionsOf } from './questions';

/** All answers of a contender for the cases of a project. */
export async function askContender(asked: Asked): Promise<readonly Answer[]> {
  const kept = await keptAnswers(asked);
  if (kept !== undefined) return kept;
  console.error(`asking ${asked.contender.name} about ${asked.project.name}`);
  const answers = await askAll(asked);
  await keepAnswers(asked, answers);
  return answers;
}

async function askAll({ contender, project, workspace, cases }: Asked): Promise<readonly Answer[]> {
  const open = await contender.open(project, workspace);
  const answers: Answer[] = [];
  try {
    for (const one of cases) {
      const truth = new Set(one.truth.map(({ path }) => path));
      for (const question of questionsOf(one, workspace)) {
        for (const budget of BUDGETS) {
          const all = await open.ask(question, budget);
          const shown = contender.keepsBudget ? all : cutAtBudget(all, budget);
          const { implementation, kind } = question;
          answers.push({ implementation, kind, budget, shown: shown.filter(({ path }) => truth.has(path)) });
        }
      }
    }
  } finally {
    await open.close();
  }
  return answers;
}
