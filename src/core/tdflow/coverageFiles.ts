import { isTestPath } from '../changes/phaseLock';
import { markFiles } from './fileMarks';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

/** The component's own code whose lines are measured, as far as the runner can; what to add to a request for a run. */
export async function coverageFiles(
  task: Task,
  changed: readonly string[],
  ports: Pick<Ports, 'reader' | 'links' | 'runners'>,
): Promise<{ readonly coverageOf?: readonly string[] }> {
  const runner = await ports.runners.for(task.testPath.relative);
  if (!runner.ok || !runner.value.abilities.coverage) return {};
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const phases = componentOf(task.session, task.component.name)?.phases;
  const recorded = [phases?.green, phases?.refactor].flatMap((record) => record?.files.map(({ path }) => path) ?? []);
  const code = [own.implementationPath, ...recorded, ...changed].filter((path) => !isTestPath(path, own));
  const there = await markFiles(code, ports);
  return there.length === 0 ? {} : { coverageOf: there.map(({ path }) => path) };
}
