import type { ProposedFile } from '../changes/changeSet';
import { countChanges } from '../changes/diff';
import type { Decision } from '../review/review';
import type { PhasePlace, Row, RowAction, RowState } from './row';

/** A file that the answer proposes, and what was decided about it. */
export function proposalRow(phaseRow: PhasePlace, file: ProposedFile, decision: Decision | undefined): Row {
  const { refusal } = file;
  return {
    id: `${phaseRow.id}/proposal/${file.name}`,
    kind: 'file',
    label: file.name,
    description: refusal === undefined ? describe(file, decision) : `refused: ${refusal.detail}`,
    detail: refusal?.detail ?? '',
    state: stateOf(file, decision),
    actions: refusal === undefined ? ACTIONS_AFTER[decision ?? 'none'] : [],
    target: refusal === undefined ? { kind: 'proposal', name: file.name } : undefined,
    component: phaseRow.component,
    phase: phaseRow.phase,
    children: [],
  };
}

const ACTIONS_AFTER: Readonly<Record<Decision | 'none', readonly RowAction[]>> = {
  none: [],
  pending: ['accept', 'reject'],
  accepted: ['reject'],
  rejected: ['accept'],
};

function describe(file: ProposedFile, decision: Decision | undefined): string {
  const marks = [countsOf(file)];
  if (file.action === 'rename') marks.unshift(`rename to ${file.to?.relative ?? '?'}`);
  else if (file.action !== 'write') marks.unshift(file.action);
  if (file.protected) marks.push('protected');
  if (decision !== undefined && decision !== 'pending') marks.push(decision);
  return marks.join(' · ');
}

function stateOf({ refusal, state }: ProposedFile, decision: Decision | undefined): RowState {
  if (refusal !== undefined) return 'refused';
  if (decision === 'accepted' || decision === 'rejected') return decision;
  return state === 'streaming' ? 'running' : 'ready';
}

/** Rows are drawn many times while an answer grows, and a finished file is compared once. */
const counted = new WeakMap<ProposedFile, string>();

function countsOf(file: ProposedFile): string {
  const known = counted.get(file);
  if (known !== undefined) return known;
  const { added, removed } = countChanges(file.base?.text ?? '', file.text);
  const counts = `+${added} -${removed}`;
  counted.set(file, counts);
  return counts;
}
