import { isTestPath } from '../changes/phaseLock';
import { isContractFile } from '../testcontract/contractFile';
import type { ContractSource } from '../testcontract/readTestContract';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

/** More files than this beside a test are no longer its helpers. */
const MOST_FILES = 300;
const LISTED_PATHS = 20_000;

/**
 * The texts that decide what a component's tests promise: its tests and what RED proved with them, the other files of the test
 * folder, and the runner's configuration from there up to the root. Sorted by path.
 */
export async function contractFiles(
  task: Task,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly ContractSource[]> {
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const marks = componentOf(task.session, task.component.name)?.phases.red?.files ?? [];
  const [folder = ''] = own.testPath.split('/').slice(0, -1);
  const listed = await ports.reader.list(LISTED_PATHS);
  const near = listed
    .filter(
      (path) =>
        (isAbove(path, own.testPath) && isContractFile(path)) || (isInside(path, folder) && isTestPath(path, own)),
    )
    .slice(0, MOST_FILES);
  const paths = new Set([own.testPath, ...marks.map((mark) => mark.path), ...near]);
  const sources: ContractSource[] = [];
  for (const path of [...paths].sort()) {
    const checked = await checkPath(path, ports.links);
    const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
    if (file !== undefined && file !== 'unreadable') sources.push({ path, text: file.text });
  }
  return sources;
}

/** Whether a file lies in a folder on the way from the root to the other, so that its settings reach there. */
function isAbove(path: string, other: string): boolean {
  const folder = path.split('/').slice(0, -1).join('/');
  return folder === '' || other.startsWith(`${folder}/`);
}

function isInside(path: string, folder: string): boolean {
  return folder !== '' && path.startsWith(`${folder}/`);
}
