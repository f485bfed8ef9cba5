import { askContender } from './askContender';
import { buildCases } from './buildCases';
import type { Contender } from './contenders/contender';
import { readAllSymbols } from './contenders/readAllSymbols';
import { fetchProject } from './fetchProject';
import type { Project } from './project';
import type { Outcome } from './recallTable';
import { score } from './score';
import { readWorkspace } from './workspace';

/** What the contenders answer about the projects. What cannot be had here is left out, each with its reason and an exit code of 1. */
export async function gatherOutcomes(
  projects: readonly Project[],
  contenders: readonly Contender[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const project of projects) {
    await orLeaveOut(project.name, async () => {
      const workspace = await readWorkspace(project, await fetchProject(project));
      const cases = await buildCases(project, workspace);
      const truths = new Map(cases.map(({ implementation, truth }) => [implementation, truth]));
      const symbols = await readAllSymbols(workspace);
      for (const contender of contenders) {
        await orLeaveOut(`${contender.name} for ${project.name}`, async () => {
          const answers = await askContender({ contender, project, workspace, cases });
          const scored = answers.map(({ shown, ...answer }) => ({
            ...answer,
            score: score(truths.get(answer.implementation) ?? [], shown, symbols),
          }));
          outcomes.push({ contender: contender.name, project, files: workspace.files.size, answers: scored });
        });
      }
    });
  }
  return outcomes;
}

async function orLeaveOut(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`left out: ${what}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
