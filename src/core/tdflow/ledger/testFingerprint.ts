import type { PassingEntry, TextHash } from '../../proof/ledger/proofEntry';
import { isContractFile, isSnapshot } from '../../testcontract/contractFile';
import { readTestContract } from '../../testcontract/readTestContract';
import type { TestContract } from '../../testcontract/testContract';
import { contractFiles } from '../contractFiles';
import type { Ports } from '../ports';
import type { Task } from '../task';
import { textHash, textOf } from './textHash';

/** What the tests of a component are, as an entry of the ledger says it. */
export type TestFingerprint = Pick<PassingEntry, 'tests' | 'support' | 'promise' | 'settings'>;

/** Of test files as they stand now; one that cannot be read is not in it. The same files give the same on every machine. */
export async function testFingerprint(
  task: Task,
  files: readonly string[],
  ports: Pick<Ports, 'reader' | 'links' | 'trees' | 'hash'>,
): Promise<TestFingerprint> {
  // What a session remembers is not in every checkout.
  const known = { ...task, session: { ...task.session, components: [] } };
  const near = await contractFiles(known, ports);
  const own = new Set(files);
  const hashes = new Map<string, TextHash>();
  for (const path of files) {
    const found = await textOf(path, ports);
    if (found !== undefined && found !== 'unreadable') hashes.set(path, textHash(found.text, ports));
  }
  const contract = await readTestContract(near, ports.trees);
  const tests = contract.tests.filter(({ file }) => own.has(file));
  const used = new Set(tests.flatMap(({ uses }) => uses));
  const support = contract.support.filter(
    ({ file, name, kind }) => own.has(file) || used.has(name) || (kind === 'hook' && isContractFile(file)),
  );
  const beside = new Set(support.map(({ file }) => file).filter((file) => !own.has(file)));
  const settings = contract.settings.filter(
    ({ file }) => own.has(file) || (isContractFile(file) && isFor(file, files)),
  );
  const hashOf = (value: unknown) => textHash(JSON.stringify(value), ports);
  const supportHashes = near
    .filter(({ path }) => beside.has(path))
    .map(({ path, text }) => [path, textHash(text, ports)]);
  return {
    tests: Object.fromEntries(hashes),
    support: Object.fromEntries(supportHashes),
    promise: tests.length === 0 ? null : hashOf([tests.map(withoutPlace), support.map(withoutPlace)]),
    settings: hashOf(settings),
  };
}

/** Snapshots of other tests are none of this component's business. */
function isFor(file: string, tests: readonly string[]): boolean {
  if (!isSnapshot(file)) return true;
  return tests.some((test) => file.includes((test.split('/').at(-1) ?? test).replace(/\.\w+$/, '')));
}

/** Without the lines, which move when something above them changes. */
function withoutPlace(value: TestContract['tests'][number] | TestContract['support'][number]): unknown {
  return JSON.parse(JSON.stringify(value, (key, each: unknown) => (/^(?:line|endLine)$/.test(key) ? undefined : each)));
}
