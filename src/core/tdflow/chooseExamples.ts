import { isTestPath } from '../changes/phaseLock';
import { languageOfPath } from '../codebase/language';
import type { WritingPhase } from '../phase';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

const LISTED_PATHS = 5_000;

/**
 * One test and one file of code that show how this project writes, in the same language, each the nearest in the folder tree; the
 * same in every phase of a component, so that its prompts begin alike. Deterministic.
 */
export async function chooseExamples(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly CheckedPath[]> {
  const { testPath, implementationPath } = task;
  const own = new Set([testPath.relative, implementationPath.relative, ...writtenBefore(task)]);
  const paths = (await ports.reader.list(LISTED_PATHS)).filter(
    (path) => !own.has(path) && languageOfPath(path) === task.language,
  );
  const nearest = async (target: string, candidates: readonly string[]): Promise<readonly CheckedPath[]> => {
    const near = candidates
      .map((path) => ({ path, shared: sharedFolders(path, target) }))
      .sort((a, b) => b.shared - a.shared || (a.path < b.path ? -1 : 1));
    for (const { path } of near) {
      const checked = await checkPath(path, ports.links);
      if (checked.ok) return [checked.value];
    }
    return [];
  };
  const tests = paths.filter((path) => isTestPath(path));
  const code = paths.filter((path) => !isTestPath(path));
  return [...(await nearest(testPath.relative, tests)), ...(await nearest(implementationPath.relative, code))];
}

/** What earlier phases of the component wrote is no example for it. */
function writtenBefore({ session, component }: Task<WritingPhase>): readonly string[] {
  const phases = componentOf(session, component.name)?.phases ?? {};
  return Object.values(phases).flatMap(({ files }) => files.map(({ path }) => path));
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length - 1 && left[shared] === right[shared]) shared++;
  return shared;
}
