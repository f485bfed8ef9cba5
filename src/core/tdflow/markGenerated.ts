import type { ChangeSet, Concerns, ProposedFile } from '../changes/changeSet';
import { movedLines } from '../changes/checks/movedLines';
import { withHeader } from '../changes/headerComment';
import type { WritingPhase } from '../phase';
import { PHASE_LABEL } from '../phase';
import type { Task } from './task';

/** Puts the marker of generated files into a finished change set, so that the user reviews exactly what will be written. */
export function markGenerated(task: Task<WritingPhase>, changes: ChangeSet, modelName: string, at: Date): ChangeSet {
  if (!task.config.output.addHeaderComment) return changes;
  const facts = {
    specification: task.specification.name,
    phase: PHASE_LABEL[task.phase],
    model: modelName,
    date: at.toISOString(),
  };
  const mark = (file: ProposedFile): ProposedFile => {
    const { name, action, base } = file;
    if (file.refusal !== undefined || (action !== 'write' && !(action === 'append' && base === undefined))) return file;
    const text = withHeader(name, file.text, facts);
    const moved = <T extends { readonly line: number | undefined }>(found: readonly T[]) =>
      movedLines(found, file.text, text);
    const checks = file.checks && moved(file.checks);
    return { ...file, text, checks, concerns: file.concerns && withMoved(file.concerns, moved) };
  };
  return { ...changes, files: changes.files.map(mark) };
}

/** The lines of what is removed are those of the old text. */
function withMoved(
  { contract, workarounds }: Concerns,
  moved: <T extends { readonly line: number | undefined }>(found: readonly T[]) => readonly T[],
): Concerns {
  const isOfOld = ({ kind }: Concerns['contract'][number]) => kind === 'test-removed' || kind === 'assertion-removed';
  return {
    contract: contract.map((change) => (isOfOld(change) ? change : (moved([change])[0] ?? change))),
    workarounds: moved(workarounds),
  };
}
