import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { testsOnlyInRed } from '../changes/phaseLock';
import type { WritingPhase } from '../phase';
import { isContractFile } from '../testcontract/contractFile';
import { contractFiles } from './contractFiles';
import { findConcerns, touchesContract } from './findConcerns';
import type { Ports } from './ports';
import type { Task } from './task';

/** Finds what a person must weigh in a finished proposal of GREEN or REFACTOR, and refuses what is no business of the phase. */
export async function inspectProposal(
  task: Task<WritingPhase>,
  changes: ChangeSet,
  ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
): Promise<ChangeSet> {
  if (task.phase === 'red') return changes;
  const files = changes.files.filter((file) => file.refusal === undefined);
  const concernsOf = await findConcerns({ task, files, tests: await contractFiles(task, ports) }, ports);
  const inspect = (file: ProposedFile): ProposedFile => {
    if (file.refusal !== undefined) return file;
    const concerns = concernsOf(file);
    const isPromise = touchesContract(task, file) && (concerns?.contract ?? []).length === 0;
    if (isPromise && !isContractFile(file.name)) return withoutContract(file, task.phase);
    return concerns === undefined ? file : { ...file, concerns };
  };
  return { ...changes, files: changes.files.map(inspect) };
}

/** A test file that promises the same in other words is no business of this phase. */
function withoutContract(file: ProposedFile, phase: WritingPhase): ProposedFile {
  return { ...file, refusal: { kind: 'phase', detail: testsOnlyInRed(phase, file.name) } };
}
