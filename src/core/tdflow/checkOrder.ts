import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Phase } from '../phase';
import { PHASE_LABEL } from '../phase';
import { changedText } from './changedText';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';
import { testsSinceRed } from './testsSinceRed';

const NEEDED: Readonly<Record<Phase, Phase | undefined>> = {
  red: undefined,
  green: 'red',
  refactor: 'green',
  verify: undefined,
};

/** Whether the phases before have been reached and their tests are still what was proven; asked before any money is spent. */
export async function checkOrder(
  task: Task,
  ports: Pick<Ports, 'reader' | 'links' | 'hash' | 'attempts' | 'trees'>,
): Promise<Result<undefined, Problem>> {
  const needed = NEEDED[task.phase];
  if (needed === undefined) return ok(undefined);
  const begun = componentOf(task.session, task.component.name);
  const phases = begun?.phases;
  if (phases?.[needed]?.state !== 'reached') {
    return fail({
      kind: 'phase-out-of-order',
      detail: `${PHASE_LABEL[task.phase]} of ${task.component.name} needs ${PHASE_LABEL[needed]} first.`,
      remedy: `Run ${PHASE_LABEL[needed]} of ${task.component.name}.`,
    });
  }
  const text = changedText(task, begun, ports);
  if (text !== undefined) {
    return fail({
      kind: 'phase-out-of-order',
      detail: `${text} changed since RED proved its tests.`,
      // Records of before the marks of requirements have nothing that could be accepted.
      remedy: `Run RED of ${task.component.name} again${phases.red?.demands === undefined ? '' : ', or accept the change if its tests are right as they are'}.`,
    });
  }
  const since = await testsSinceRed(task, {}, ports);
  const changed = since.by === 'bytes' ? since.files : since.changes.map(({ file }) => file);
  if (changed.length === 0) return ok(undefined);
  return fail({
    kind: 'phase-out-of-order',
    detail: `The tests are not those that RED proved: ${[...new Set(changed)].join(', ')} changed since.`,
    remedy: 'Prove RED again, or bring the file back.',
  });
}
