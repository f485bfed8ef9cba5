import type { ChangeSet, ProposedFile } from '../changes/changeSet';
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
  const mark = (file: ProposedFile): ProposedFile =>
    file.refusal === undefined && (file.action === 'write' || (file.action === 'append' && file.base === undefined))
      ? { ...file, text: withHeader(file.name, file.text, facts) }
      : file;
  return { ...changes, files: changes.files.map(mark) };
}
