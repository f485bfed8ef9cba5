import type { Concerns, ProposedFile } from '../changes/changeSet';
import { isTestPath } from '../changes/phaseLock';
import type { WritingPhase } from '../phase';
import { compareContracts } from '../testcontract/compareContracts';
import { isContractFile } from '../testcontract/contractFile';
import { findWorkarounds } from '../testcontract/findWorkarounds';
import type { ContractSource } from '../testcontract/readTestContract';
import { readTestContract } from '../testcontract/readTestContract';
import { testLiterals } from '../testcontract/testLiterals';
import type { Ports } from './ports';
import type { Task } from './task';

interface ConcernSearch {
  readonly task: Task<WritingPhase>;
  /** Those that would be written together. */
  readonly files: readonly ProposedFile[];
  /** What the tests promise as they are, from `contractFiles`. */
  readonly tests: readonly ContractSource[];
}

/**
 * What a person must weigh before files are written together: changes of what the tests promise, and ways around the tests in the
 * code. Asks for a file of them at a time. RED writes the tests, so there is nothing to hold its files against.
 */
export async function findConcerns(
  { task, files, tests }: ConcernSearch,
  { trees }: Pick<Ports, 'trees'>,
): Promise<(file: ProposedFile) => Concerns | undefined> {
  if (task.phase === 'red') return () => undefined;
  const promising = files.filter((file) => touchesContract(task, file));
  const base = withBases(tests, promising);
  const contract =
    promising.length === 0
      ? []
      : compareContracts(
          await readTestContract(base, trees),
          await readTestContract(withProposals(base, promising), trees),
        );
  const subject = files.flatMap((file) =>
    file.action !== 'delete' && !promising.includes(file)
      ? [{ path: file.to?.relative ?? file.name, text: file.text }]
      : [],
  );
  const workarounds = await findWorkarounds(
    {
      subject,
      literals: await testLiterals(tests, trees),
      testFiles: tests.map(({ path }) => path),
      specification: `${task.specification.general}\n${task.component.excerpt}`,
    },
    trees,
  );
  return (file) => {
    const places = new Set(placesOf(file));
    const concerns: Concerns = {
      contract: contract.filter((change) => places.has(change.file)),
      workarounds: workarounds.filter((each) => places.has(each.file)),
    };
    return concerns.contract.length + concerns.workarounds.length === 0 ? undefined : concerns;
  };
}

/** Whether a file can change what the tests promise. */
export function touchesContract(task: Task, file: ProposedFile): boolean {
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const names = [file.path, file.to].flatMap((place) => place?.names ?? []);
  return names.some((path) => isTestPath(path, own) || isContractFile(path));
}

function withBases(tests: readonly ContractSource[], proposed: readonly ProposedFile[]): readonly ContractSource[] {
  const texts = new Map(tests.map(({ path, text }) => [path, text]));
  for (const { name, base } of proposed) if (base !== undefined) texts.set(name, base.text);
  return sources(texts);
}

function withProposals(base: readonly ContractSource[], proposed: readonly ProposedFile[]): readonly ContractSource[] {
  const texts = new Map(base.map(({ path, text }) => [path, text]));
  for (const { name, action, to, text } of proposed) {
    if (action === 'delete' || action === 'rename') texts.delete(name);
    if (action !== 'delete') texts.set(to?.relative ?? name, text);
  }
  return sources(texts);
}

function sources(texts: ReadonlyMap<string, string>): readonly ContractSource[] {
  return [...texts].map(([path, text]) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function placesOf({ name, to }: ProposedFile): readonly string[] {
  return to === undefined ? [name] : [name, to.relative];
}
