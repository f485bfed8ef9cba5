import { isTestFileName } from '../testrun/testFileName';
import { componentOf } from './session';
import type { Task } from './task';

/** The test files of a component: the one its specification names, those that RED proved, and those just written. */
export function testFilesOf(task: Task, justWritten: readonly string[]): readonly string[] {
  const proven = componentOf(task.session, task.component.name)?.phases.red?.files.map((mark) => mark.path) ?? [];
  const known = task.phase === 'red' && justWritten.length > 0 ? justWritten : proven;
  return [...new Set([task.testPath.relative, ...known.filter(isTestFileName)])];
}
