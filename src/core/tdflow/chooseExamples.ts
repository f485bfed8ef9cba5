import { isTestPath } from '../changes/phaseLock';
import { languageOfPath } from '../codebase/language';
import type { WritingPhase } from '../phase';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Task } from './task';

/** One good example shows the style; more cost tokens and say the same. */
const EXAMPLES = 2;
const LISTED_PATHS = 5_000;

/** Files of the same kind, in the same language, nearest in the folder tree first. Deterministic. */
export async function chooseExamples(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly CheckedPath[]> {
  const wantsTests = task.phase === 'red';
  const target = wantsTests ? task.testPath.relative : task.implementationPath.relative;
  const own = new Set([task.testPath.relative, task.implementationPath.relative]);
  const near = (await ports.reader.list(LISTED_PATHS))
    .filter((path) => !own.has(path) && languageOfPath(path) === task.language && isTestPath(path) === wantsTests)
    .map((path) => ({ path, shared: sharedFolders(path, target) }))
    .sort((a, b) => b.shared - a.shared || (a.path < b.path ? -1 : 1));
  const examples: CheckedPath[] = [];
  for (const { path } of near) {
    if (examples.length === EXAMPLES) break;
    const checked = await checkPath(path, ports.links);
    if (checked.ok) examples.push(checked.value);
  }
  return examples;
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length - 1 && left[shared] === right[shared]) shared++;
  return shared;
}
