import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { WritingPhase } from '../phase';
import type { Ports } from './ports';
import type { Task } from './task';

/**
 * The problem of an answer to RED that writes tests, yet not into the file that is run for the component, where there is none either;
 * undefined when that file is there.
 */
export async function misplacedTests(
  { phase, component, testPath }: Task<WritingPhase>,
  { files, unchanged }: ChangeSet,
  { reader }: Pick<Ports, 'reader'>,
): Promise<Problem | undefined> {
  const { relative } = testPath;
  if (phase !== 'red' || unchanged.includes(relative)) return undefined;
  if (files.some(({ path, to }) => path?.relative === relative || to?.relative === relative)) return undefined;
  if ((await reader.read(testPath)) !== undefined) return undefined;
  const names = files.map(({ name }) => name).join(', ');
  return {
    kind: 'answer-refused',
    detail: `the tests of "${component.name}" belong in ${relative}, and the answer writes ${names} only`,
  };
}
