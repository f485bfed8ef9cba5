import { createHash } from 'node:crypto';
import { matchTests } from './matchTests';
import type { Project, RecallLanguage } from './project';
import type { RecallCase } from './recallCase';
import { goTruth } from './truth/goTruth';
import { pythonTruth } from './truth/pythonTruth';
import { rustTruth } from './truth/rustTruth';
import { scriptTruth } from './truth/scriptTruth';
import type { TruthReader } from './truth/truthReader';
import type { Workspace } from './workspace';

/** More of one project would let it speak for all. */
const MOST_OF_A_PROJECT = 40;
/** A file that takes nothing or one thing from its project asks nothing of a ranking. */
const FEWEST_TRUE_FILES = 2;

const READERS: Readonly<Record<RecallLanguage, TruthReader>> = {
  Python: pythonTruth,
  'TypeScript and JavaScript': scriptTruth,
  Go: goTruth,
  Rust: rustTruth,
};

/** The same for the same archive: where there are too many, those stay whose path has the lowest hash. */
export async function buildCases(project: Project, workspace: Workspace): Promise<readonly RecallCase[]> {
  const matched = [...matchTests([...workspace.files.keys()], project.language)];
  const answers = await READERS[project.language](
    workspace,
    matched.map(([implementation]) => implementation),
  );
  const cases = matched.flatMap(([implementation, test], index) => {
    const { truth = [], description = '' } = answers[index] ?? {};
    const others = truth.filter(({ path }) => path !== test && path !== implementation);
    return others.length < FEWEST_TRUE_FILES ? [] : [{ implementation, test, truth: others, description }];
  });
  return cases
    .map((one) => ({ one, order: createHash('sha256').update(one.implementation).digest('hex') }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, MOST_OF_A_PROJECT)
    .map(({ one }) => one)
    .sort((a, b) => (a.implementation < b.implementation ? -1 : 1));
}
