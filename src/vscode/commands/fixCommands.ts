import type { Disposable, TestItem } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { WritingPhase } from '../../core/phase';
import { failureText, phaseToFix } from '../../core/tdflow/fix';
import { componentOf } from '../../core/tdflow/session';
import { describeFailure } from '../../core/testrun/describeFailure';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import type { TestItems } from '../testing/testItems';
import { registerCommand } from './registerCommand';

interface Repair {
  readonly component: string;
  readonly phase: WritingPhase;
  readonly failure: string;
}

/** "Fix with AgentForge": what a verdict or a test says becomes the next prompt, as `generate --fix` does it. */
export function fixCommands(starter: PhaseStarter, flow: Flow, items: TestItems, log: Log): Disposable[] {
  const fix = (repair: Repair | undefined) =>
    repair === undefined
      ? showProblem({ kind: 'input-invalid', detail: 'There is no failure of a component of this session here.' }, log)
      : starter.run({ ...repair, from: 'session' });
  return [
    registerCommand(COMMAND.fixPhase, log, async (row?: Row) => fix(await repairOfRow(row, flow))),
    registerCommand(COMMAND.fixTest, log, async (item?: TestItem) => fix(repairOfTest(item, flow, items))),
  ];
}

async function repairOfRow(row: Row | undefined, { session, project }: Flow): Promise<Repair | undefined> {
  if (row?.component === undefined || row.phase === undefined || session === undefined) return undefined;
  const record = componentOf(session, row.component)?.phases[row.phase];
  if (record === undefined) return undefined;
  const saved = await project?.ports.attempts.readVerdict(session.id, record.attempt);
  const failure = saved === undefined ? record.summary : failureText(saved);
  return { component: row.component, phase: phaseToFix(row.phase), failure };
}

/** A test or a whole file; what its last run said. Tests are repaired by code once RED has proved them. */
function repairOfTest(item: TestItem | undefined, { session }: Flow, items: TestItems): Repair | undefined {
  const file = item?.parent?.id ?? item?.id;
  const component = session?.components.find(({ testsFile }) => testsFile !== undefined && testsFile === file);
  if (item === undefined || component === undefined) return undefined;
  const failed = items.failuresOf(item);
  if (failed.length === 0) return undefined;
  const phase = component.phases.red?.state === 'reached' ? 'green' : 'red';
  return { component: component.name, phase, failure: failed.map(describeFailure).join('\n\n') };
}
