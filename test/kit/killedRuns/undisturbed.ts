import { tapFileSystem } from '../fileSystemTap';
import type { Snapshot } from '../temporaryWorkspace';
import { TemporaryWorkspace } from '../temporaryWorkspace';
import type { Scenario } from './scenario';
import type { Work } from './work';
import { doWork } from './work';

/** A folder in which the work can be done; before a rollback the change is applied and the user has typed. */
export async function prepareFolder(scenario: Scenario, work: Work): Promise<TemporaryWorkspace> {
  const folder = await TemporaryWorkspace.make();
  for (const [name, { text, mode }] of Object.entries(scenario.files)) await folder.write(name, text, mode);
  if (work === 'apply') return folder;
  await doWork(folder.root, 'apply', scenario);
  for (const [name, text] of Object.entries(scenario.typed)) await folder.write(name, text);
  return folder;
}

/** The work in a folder of its own: what was there, what it leads to, and the calls of the file system that it takes. */
export async function undisturbed(
  scenario: Scenario,
  work: Work,
  reads?: 'reads',
): Promise<{ readonly old: Snapshot; readonly fresh: Snapshot; readonly calls: readonly string[] }> {
  const folder = await prepareFolder(scenario, work);
  const calls: string[] = [];
  try {
    const old = await folder.snapshot();
    const untap = tapFileSystem((call, run) => {
      calls.push(call.name);
      return run();
    }, reads);
    try {
      await doWork(folder.root, work, scenario);
    } finally {
      untap();
    }
    return { old, fresh: await folder.snapshot(), calls };
  } finally {
    await folder.dispose();
  }
}
