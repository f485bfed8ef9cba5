import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { movedChecks } from '../changes/checks/movedChecks';
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
    const { name, action, base, checks } = file;
    if (file.refusal !== undefined || (action !== 'write' && !(action === 'append' && base === undefined))) return file;
    const text = withHeader(name, file.text, facts);
    return { ...file, text, ...(checks === undefined ? {} : { checks: movedChecks(checks, file.text, text) }) };
  };
  return { ...changes, files: changes.files.map(mark) };
}
