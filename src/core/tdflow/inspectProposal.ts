import type { ChangeSet, Concerns, ProposedFile } from '../changes/changeSet';
import { isTestPath, testsOnlyInRed } from '../changes/phaseLock';
import type { WritingPhase } from '../phase';
import { compareContracts } from '../testcontract/compareContracts';
import { isContractFile } from '../testcontract/contractFile';
import { findWorkarounds } from '../testcontract/findWorkarounds';
import type { ContractSource } from '../testcontract/readTestContract';
import { readTestContract } from '../testcontract/readTestContract';
import { testLiterals } from '../testcontract/testLiterals';
import { contractFiles } from './contractFiles';
import type { Ports } from './ports';
import type { Task } from './task';

/**
 * Finds what a person must weigh in a finished proposal of GREEN or REFACTOR: changes of what the tests promise, and ways around
 * the tests in the code. RED writes the tests, so there is nothing to hold its proposal against.
 */
export async function inspectProposal(
  task: Task<WritingPhase>,
  changes: ChangeSet,
  ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
): Promise<ChangeSet> {
  if (task.phase === 'red') return changes;
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const touches = (file: ProposedFile): boolean =>
    file.refusal === undefined && placesOf(file).some((path) => isTestPath(path, own) || isContractFile(path));
  const tests = await contractFiles(task, ports);
  const proposed = changes.files.filter(touches);
  const base = withBases(tests, proposed);
  const contract =
    proposed.length === 0
      ? []
      : compareContracts(
          await readTestContract(base, ports.trees),
          await readTestContract(withProposals(base, proposed), ports.trees),
        );
  const subject = changes.files.flatMap((file) =>
    file.refusal === undefined && file.action !== 'delete' && !touches(file)
      ? [{ path: file.to?.relative ?? file.name, text: file.text }]
      : [],
  );
  const workarounds = await findWorkarounds(
    {
      subject,
      literals: await testLiterals(tests, ports.trees),
      testFiles: tests.map(({ path }) => path),
      specification: `${task.specification.general}\n${task.component.excerpt}`,
    },
    ports.trees,
  );
  const inspect = (file: ProposedFile): ProposedFile => {
    const places = new Set(placesOf(file));
    const concerns: Concerns = {
      contract: contract.filter((change) => places.has(change.file)),
      workarounds: workarounds.filter((each) => places.has(each.file)),
    };
    if (touches(file) && concerns.contract.length === 0) return withoutContract(file, task.phase);
    return concerns.contract.length + concerns.workarounds.length === 0 ? file : { ...file, concerns };
  };
  return { ...changes, files: changes.files.map(inspect) };
}

/** A test file that promises the same in other words is no business of this phase. */
function withoutContract(file: ProposedFile, phase: WritingPhase): ProposedFile {
  return isContractFile(file.name)
    ? file
    : { ...file, refusal: { kind: 'phase', detail: testsOnlyInRed(phase, file.name) } };
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
