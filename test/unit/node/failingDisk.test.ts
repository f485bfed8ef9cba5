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
          const { calls, old, fresh } = await undisturbed(scenario, work, 'reads');
          const told = { done: 0, failed: 0 };
          for (let at = 0; at < calls.length; at += isSoak ? 1 : 17) {
            const fault = faults[at % faults.length] as Fault;
            const { end, found, recovered } = await disturbed(scenario, work, { from: at, to: at, fault });
            const where = `call ${at}, ${calls[at]}, ${fault}, ${end}`;
            assert.ok(end === 'done' || end === 'failed', where);
            told[end] += 1;
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
        const { calls, old, fresh } = await undisturbed(scenario, work, 'reads');
        for (let from = 0; from < calls.length; from += isSoak ? 1 : 53) {
          const fault = FAULTS[from % FAULTS.length] as Fault;
          const to = Number.POSITIVE_INFINITY;
          const { end, recovered } = await disturbed(scenario, work, { from, to, fault });
          assert.ok(end === 'done' || end === 'failed', `call ${from}, ${calls[from]}, ${fault}, ${end}`);
          assertOneOf(recovered, [old, fresh], `call ${from}, ${calls[from]}, ${fault}`);
        }
      });

      it(`at single calls of the recovery of ${work} ${seed}: the next one makes it whole`, async () => {
        const scenario = scenarioOf(seed);
        const { calls, old, fresh } = await undisturbed(scenario, work, 'reads');
        const told = { done: 0, failed: 0 };
        // From the first file on that has its name.
        const firstOf = (name: string) => calls.findIndex((call, index) => call === name && index > calls.length / 2);
        const cuts = ['rename', ...(isSoak ? ['link', 'rm'] : [])].map(firstOf).filter((at) => at >= 0);
        for (const from of new Set(cuts)) {
          const cut: Disturbance = { from, to: Number.POSITIVE_INFINITY, fault: 'EIO' };
          const made = (await recoveryOf(scenario, work, cut)).calls;
          assert.ok(made.length > 0, 'something was left to recover');
          for (let at = from % 5; at < made.length; at += isSoak ? 3 : 11) {
            const fault = FAULTS[at % FAULTS.length] as Fault;
            const { end, recovered } = await recoveryOf(scenario, work, cut, { from: at, to: at, fault });
            const where = `call ${at}, ${made[at]}, ${fault}, ${end}`;
            assert.ok(end === 'done' || end === 'failed', where);
            told[end] += 1;
            assertOneOf(withoutFolders(recovered), [withoutFolders(old), withoutFolders(fresh)], where);
          }
        }
        console.log(`      ${told.failed} failures told, ${told.done} without consequence`);
        assert.ok(told.failed > 0 && told.done > 0);
      });
    }
  }
});

interface Disturbance {
  readonly from: number;
  readonly to: number;
  readonly fault: Fault | 'EIO';
}

/** What the work came to, what it left, and what recovery makes of that. */
async function disturbed(scenario: Scenario, work: Work, disturbance: Disturbance) {
  const folder = await prepareFolder(scenario, work);
  try {
    const { end } = await withFaults(() => doWork(folder.root, work, scenario), disturbance);
    const found = await folder.snapshot();
    await doWork(folder.root, 'recover', scenario, async () => false);
    return { end, found, recovered: await folder.snapshot() };
  } finally {
    await folder.dispose();
  }
}

/** What the recovery of work that was cut off comes to when it is disturbed too, and what another one makes of that. */
async function recoveryOf(scenario: Scenario, work: Work, cut: Disturbance, disturbance?: Disturbance) {
  const folder = await prepareFolder(scenario, work);
  try {
    const recover = () => doWork(folder.root, 'recover', scenario, async () => false);
    await withFaults(() => doWork(folder.root, work, scenario), cut);
    const { end, calls } = await withFaults(recover, disturbance);
    await recover();
    return { end, calls, recovered: await folder.snapshot() };
  } finally {
    await folder.dispose();
  }
}

/** Does the work on a disk that fails so; gives what it came to, and the calls that it made. */
async function withFaults(doIt: () => Promise<void>, { from, to, fault }: Disturbance = UNDISTURBED) {
  const calls: string[] = [];
  const untap = tapFileSystem(async (call, run) => {
    const at = calls.push(call.name) - 1;
    if (at < from || at > to) return run();
    // A file that is closed is closed, whatever the system says of it.
    if (call.name === 'file.close') await run();
    if (fault === 'SHORT' && call.bytes !== undefined) await run(call.bytes.length >> 1);
    throw Object.assign(new Error(`${fault}: ${call.name}`), { code: fault === 'SHORT' ? 'ENOSPC' : fault });
  }, 'reads');
  try {
    await doIt();
    return { end: 'done', calls };
  } catch (error) {
    const { message, stack = message } = error as Error;
    return { end: message.startsWith('a problem where a value was needed') ? 'failed' : stack, calls };
  } finally {
    untap();
  }
}

const UNDISTURBED: Disturbance = { from: 0, to: -1, fault: 'EIO' };

function withoutFolders(snapshot: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(snapshot).filter(([, what]) => what !== 'folder'));
}

function assertOneOf(found: Snapshot, [old, fresh]: readonly [Snapshot, Snapshot], where: string): void {
  assert.deepEqual(found, JSON.stringify(found) === JSON.stringify(old) ? old : fresh, where);
}
