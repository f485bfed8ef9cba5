import type { Edit } from '../../../../src/core/changes/edit';

/** An edit with the lines it brings. */
export interface Replacement {
  readonly edit: Edit;
  readonly lines: readonly string[];
}

/** The plainest way: from the last to the first, so that none moves another. They must not overlap. */
export function applyEdits(lines: readonly string[], edits: readonly Replacement[]): readonly string[] {
  const result = [...lines];
  for (const { edit, lines: fresh } of [...edits].sort((one, other) => other.edit.oldFrom - one.edit.oldFrom)) {
    result.splice(edit.oldFrom, edit.oldTo - edit.oldFrom, ...fresh);
  }
  return result;
}

export function replacements(edits: readonly Edit[], to: readonly string[]): readonly Replacement[] {
  return edits.map((edit) => ({ edit, lines: to.slice(edit.newFrom, edit.newTo) }));
}
