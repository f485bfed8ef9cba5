import { compareContracts } from '../testcontract/compareContracts';
import { readTestContract } from '../testcontract/readTestContract';
import type { TestsSinceRed } from '../verdict/judgePassing';
import { contractFiles } from './contractFiles';
import { changedSince } from './fileMarks';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';
import { testFilesOf } from './testFiles';

/**
 * What became of the tests since RED accepted them, but for what a person has accepted since.
 * @param reasons why changes of what the tests promise were accepted, by file
 */
export async function testsSinceRed(
  task: Task,
  reasons: Readonly<Record<string, string>>,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'trees'>,
): Promise<TestsSinceRed> {
  const isOpen = (file: string) => !Object.hasOwn(reasons, file);
  const red = componentOf(task.session, task.component.name)?.phases.red;
  const promised = red === undefined ? undefined : await ports.attempts.readContract(task.session.id, red.attempt);
  if (promised === undefined || promised.tests.length === 0) {
    const files = await changedSince(red?.files ?? [], ports);
    return { by: 'bytes', files: files.filter(isOpen), accepted: files.filter((file) => !isOpen(file)) };
  }
  const now = await readTestContract(await contractFiles(task, ports), ports.trees);
  const own = new Set([...(await testFilesOf(task, [], ports)), ...(red?.files ?? []).map(({ path }) => path)]);
  // The tests of other components in the same folder are none of this one's business; helpers and settings reach all.
  const changes = compareContracts(promised, now).filter(({ test, file }) => test === undefined || own.has(file));
  const accepted = new Set(changes.map(({ file }) => file).filter((file) => !isOpen(file)));
  return { by: 'promise', changes: changes.filter(({ file }) => isOpen(file)), accepted: [...accepted] };
}
