import { window } from 'vscode';
import type { FileState } from '../core/apply/fileChange';
import type { RollBackConflict } from '../core/apply/planRollBack';
import type { Settlement } from '../core/apply/rollBack';
import { decode } from '../core/workspace/textCodec';
import { plain } from './plain';
import type { ProposalDiffs } from './review/proposalDiffs';

/**
 * Shows each conflict of a rollback from its sides and asks what is to happen; undefined when the user decides nothing. `of` names
 * the generation, where there are several.
 */
export async function settleConflicts(
  conflicts: readonly RollBackConflict[],
  documents: ProposalDiffs,
  of = '',
): Promise<ReadonlyMap<string, Settlement> | undefined> {
  const settled = new Map<string, Settlement>();
  for (const [index, conflict] of conflicts.entries()) {
    const { relative } = conflict.path;
    await showSides(conflict, documents);
    const chosen = await window.showQuickPick(choicesFor(conflict), {
      title: plain(`Rolling back ${of === '' ? '' : `${of}: `}${relative} (${index + 1} of ${conflicts.length})`),
      placeHolder: plain(`${WHY[conflict.why]} What is to happen with it?`),
      ignoreFocusOut: true,
    });
    await documents.close(RUN);
    if (chosen === undefined) return undefined;
    settled.set(relative, chosen.settlement);
  }
  return settled;
}

const RUN = 'rollback';

async function showSides({ path, original, generated, current }: RollBackConflict, documents: ProposalDiffs) {
  const [before, written, now] = [textOf(original), textOf(generated), textOf(current)];
  const { relative } = path;
  await documents.openSides(RUN, relative, [
    { title: `${relative} (yours since)`, before: written, after: now },
    { title: `${relative} (what the rollback takes back)`, before: written, after: before },
  ]);
}

function choicesFor({ merged, why }: RollBackConflict) {
  const mine = { label: 'Keep mine', description: 'leaves the file as it is now', settlement: 'mine' as const };
  const fits = {
    label: 'Take back what fits',
    description: 'leaves the lines that you changed as they are now',
    settlement: 'merged' as const,
  };
  const original = {
    label: 'Give back the original',
    description: 'a copy of what you have there now is kept',
    settlement: 'original' as const,
  };
  return [mine, ...(merged === undefined ? [] : [fits]), ...(why === 'original-lost' ? [] : [original])];
}

const WHY: Readonly<Record<RollBackConflict['why'], string>> = {
  'same-lines': 'You changed the same lines since.',
  'created-file-changed': 'You changed this new file since.',
  'deleted-since': 'You deleted it since.',
  'written-anew': 'You wrote it anew since.',
  'no-text': 'It is no text that can be compared.',
  'original-lost': 'The journal does not hold the original any more.',
  'cut-off': 'It was cut off while it was being written, so it may not be whole.',
};

/** Empty where there is none, or none that can be shown. */
function textOf(state: FileState | 'unreadable' | undefined): string {
  const text = state === undefined || state === 'unreadable' ? 'binary' : decode(state.bytes, state.mode, '');
  return text === 'binary' ? '' : text.text;
}
