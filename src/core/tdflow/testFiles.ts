import { isTestFileName } from '../testrun/testFileName';
import { markFiles } from './fileMarks';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

/**
 * The test files of a component: the one its specification names and, as far as they are there, those that RED proved and those
 * just written. A runner that is given one that is gone would run none.
 */
export async function testFilesOf(
  task: Task,
  justWritten: readonly string[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly string[]> {
  const proven = componentOf(task.session, task.component.name)?.phases.red?.files.map((mark) => mark.path) ?? [];
  const known = task.phase === 'red' && justWritten.length > 0 ? justWritten : proven;
  const there = await markFiles(known.filter(isTestFileName), ports);
  return [...new Set([task.testPath.relative, ...there.map((mark) => mark.path)])];
}
