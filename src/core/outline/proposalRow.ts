import type { ProposedFile } from '../changes/changeSet';
import { NO_CONCERNS, ownDecision } from '../changes/changeSet';
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
    detail: [refusal?.detail ?? '', ...concernsOf(file)].filter(Boolean).join('\n'),
    state: stateOf(file, decision),
    actions: refusal === undefined ? ACTIONS_AFTER[decision ?? 'none'] : [],
    target: refusal === undefined ? { kind: 'proposal', name: file.name } : undefined,
    component: phaseRow.component,
    phase: phaseRow.phase,
    children: concernRows(phaseRow, file),
  };
}

const OWN_DECISION = {
  protected: 'protected',
  contract: 'contract change',
  workaround: 'looks like a way around the tests',
} as const;

function concernsOf({ concerns }: ProposedFile): readonly string[] {
  const { contract, workarounds } = concerns ?? NO_CONCERNS;
  return [...contract, ...workarounds].map(({ line, detail }) => `line ${line}: ${detail}`);
}

/** What a person must weigh, one row for each. */
function concernRows(phaseRow: PhasePlace, file: ProposedFile): readonly Row[] {
  return concernsOf(file).map((text, index) => ({
    id: `${phaseRow.id}/proposal/${file.name}/concern/${index}`,
    kind: 'note',
    label: text,
    description: '',
    detail: text,
    state: 'stale',
    actions: [],
    target: { kind: 'proposal', name: file.name },
    component: phaseRow.component,
    phase: phaseRow.phase,
    children: [],
  }));
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
  const own = ownDecision(file);
  if (own !== undefined) marks.push(OWN_DECISION[own]);
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
