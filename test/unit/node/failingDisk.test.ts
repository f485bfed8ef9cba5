import assert from 'node:assert/strict';
import { tapFileSystem } from '../../kit/fileSystemTap';
import type { Scenario } from '../../kit/killedRuns/scenario';
import { scenarioOf } from '../../kit/killedRuns/scenario';
import { prepareFolder, undisturbed } from '../../kit/killedRuns/undisturbed';
import type { Work } from '../../kit/killedRuns/work';
import { doWork } from '../../kit/killedRuns/work';
import type { Snapshot } from '../../kit/temporaryWorkspace';

/** `SHORT`: half of what is written lands, then the disk is full. */
const FAULTS = ['ENOSPC', 'EACCES', 'EPERM', 'EXDEV', 'SHORT'] as const;
type Fault = (typeof FAULTS)[number];
const isSoak = process.env['AGENTFORGE_SOAK'] === '1';
/** Five or six changes of every kind; the first with something that the user typed. */
const SEEDS = isSoak ? [63, 12, 106, 127] : [63];

describe('a disk that fails', () => {
  for (const work of ['apply', 'rollback'] as const) {
    for (const seed of SEEDS) {
      for (const faults of isSoak ? FAULTS.map((fault) => [fault]) : [FAULTS]) {
        it(`${faults} at single calls of ${work} ${seed}: all as before or all as after, and nothing beside it`, async () => {
          const scenario = scenarioOf(seed);
          const { calls, old, fresh } = await undisturbed(scenario, work);
          const told = { done: 0, failed: 0 };
          for (let at = 0; at < calls.length; at += isSoak ? 1 : 3) {
            const fault = faults[at % faults.length] as Fault;
            const { end, found, recovered } = await disturbed(scenario, work, { from: at, to: at, fault });
            const where = `call ${at}, ${calls[at]}, ${fault}, ${end}`;
            assert.notEqual(end, 'fault of ours', where);
            told[end as 'done' | 'failed'] += 1;
            // A folder that cannot be removed does no harm.
            const compare = calls[at] === 'rmdir' ? withoutFolders : (same: Snapshot) => same;
            if (end === 'done') assert.deepEqual(compare(found), compare(fresh), where);
            assertOneOf(compare(recovered), [compare(old), compare(fresh)], where);
          }
          console.log(`      ${calls.length} calls: ${told.failed} failures told, ${told.done} without consequence`);
          assert.ok(told.failed > 0 && told.done > 0);
        });
      }

      it(`from some call of ${work} ${seed} on, until it is mended: recovery makes it whole`, async () => {
        const scenario = scenarioOf(seed);
        const { calls, old, fresh } = await undisturbed(scenario, work);
        for (let from = 0; from < calls.length; from += isSoak ? 1 : 17) {
          const fault = FAULTS[from % FAULTS.length] as Fault;
          const to = Number.POSITIVE_INFINITY;
          const { end, recovered } = await disturbed(scenario, work, { from, to, fault });
          assert.notEqual(end, 'fault of ours', `call ${from}, ${calls[from]}, ${fault}`);
          assertOneOf(recovered, [old, fresh], `call ${from}, ${calls[from]}, ${fault}`);
        }
      });
    }
  }
});

interface Disturbance {
  readonly from: number;
  readonly to: number;
  readonly fault: Fault;
}

/** What the work came to, what it left, and what recovery makes of that. */
async function disturbed(scenario: Scenario, work: Work, { from, to, fault }: Disturbance) {
  const folder = await prepareFolder(scenario, work);
  let calls = -1;
  const untap = tapFileSystem(async (call, run) => {
    calls += 1;
    // A file that is closed is closed, whatever the system says of it.
    if (calls < from || calls > to || call.name === 'file.close') return run();
    if (fault === 'SHORT' && call.bytes !== undefined) await run(call.bytes.length >> 1);
    throw Object.assign(new Error(`${fault}: ${call.name}`), { code: fault === 'SHORT' ? 'ENOSPC' : fault });
  });
  let end: 'done' | 'failed' | 'fault of ours' = 'done';
  try {
    await doWork(folder.root, work, scenario).catch((error: Error) => {
      end = error.message.startsWith('a problem where a value was needed') ? 'failed' : 'fault of ours';
    });
  } finally {
    untap();
  }
  try {
    const found = await folder.snapshot();
    await doWork(folder.root, 'recover', scenario, async () => false);
    return { end, found, recovered: await folder.snapshot() };
  } finally {
    await folder.dispose();
  }
}

function withoutFolders(snapshot: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(snapshot).filter(([, what]) => what !== 'folder'));
}

function assertOneOf(found: Snapshot, [old, fresh]: readonly [Snapshot, Snapshot], where: string): void {
  assert.deepEqual(found, JSON.stringify(found) === JSON.stringify(old) ? old : fresh, where);
}
