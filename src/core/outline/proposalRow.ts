import type { ProposedFile } from '../changes/changeSet';
import { NO_CONCERNS, ownDecision } from '../changes/changeSet';
import type { FileCheck } from '../changes/checks/fileCheck';
import { countChanges } from '../changes/diff';
import type { Decision, ReviewedFile, ReviewedHunk } from '../review/reviewedFile';
import { asWritten } from '../review/reviewedFile';
import type { PhasePlace, Row, RowAction, RowState } from './row';

/** A file that the answer proposes, and what was decided about it. */
export function proposalRow(phaseRow: PhasePlace, proposed: ProposedFile, reviewed: ReviewedFile | undefined): Row {
  const file = reviewed === undefined ? proposed : asWritten(reviewed);
  const { refusal } = file;
  const decision = reviewed?.decision;
  const id = `${phaseRow.id}/proposal/${file.name}`;
  const concerns = concernRows(id, file);
  return {
    id,
    kind: 'file',
    label: file.name,
    description: refusal === undefined ? describe(file, reviewed) : `refused: ${refusal.detail}`,
    detail: [refusal?.detail ?? '', ...concerns.map(({ detail }) => detail)].filter(Boolean).join('\n'),
    state: stateOf(file, decision),
    actions: refusal === undefined ? ACTIONS_AFTER[decision ?? 'none'] : [],
    target: refusal === undefined ? { kind: 'proposal', name: file.name } : undefined,
    component: phaseRow.component,
    phase: phaseRow.phase,
    children: concerns.map((row) => ({
      ...{ kind: 'note', label: row.detail, description: '', state: 'stale', actions: [], children: [] },
      ...{ component: phaseRow.component, phase: phaseRow.phase },
      ...row,
    })),
  };
}

const OWN_DECISION = {
  conflict: 'conflict with your change',
  'own-key': 'holds your API key',
  protected: 'protected',
  contract: 'contract change',
  workaround: 'looks like a way around the tests',
} as const;

/** What a person must weigh, one row for each. */
function concernRows(
  id: string,
  { name, concerns, conflict, checks }: ProposedFile,
): readonly Pick<Row, 'id' | 'detail' | 'target'>[] {
  const { contract, workarounds } = concerns ?? NO_CONCERNS;
  const found = [...contract, ...workarounds].map(({ line, detail }) => ({
    detail: `line ${line}: ${detail}`,
    target: { kind: 'proposal', name } as const,
  }));
  const checked = (checks ?? []).map(({ line, detail }) => ({
    detail: line === undefined ? detail : `line ${line}: ${detail}`,
    target: { kind: 'proposal', name, ...(line === undefined ? {} : { line }) } as const,
  }));
  const places = conflict?.places.map((detail) => ({ detail, target: { kind: 'conflict', name } as const })) ?? [];
  return [...places, ...found, ...checked].map((row, index) => ({ ...row, id: `${id}/concern/${index}` }));
}

const ACTIONS_AFTER: Readonly<Record<Decision | 'none', readonly RowAction[]>> = {
  none: [],
  pending: ['accept', 'reject', 'rejectWithReason'],
  accepted: ['reject', 'rejectWithReason'],
  rejected: ['accept'],
};

function describe(file: ProposedFile, reviewed: ReviewedFile | undefined): string {
  const marks = [countsOf(file, reviewed)];
  if (file.action === 'rename') marks.unshift(`rename to ${file.to?.relative ?? '?'}`);
  else if (file.action !== 'write') marks.unshift(file.action);
  const own = ownDecision(file);
  if (own !== undefined) marks.push(OWN_DECISION[own]);
  marks.push(...badgesOf(file));
  if (reviewed === undefined) return marks.join(' · ');
  if (reviewed.text !== reviewed.file.text) marks.push('edited');
  const out = reviewed.hunks.filter((hunk) => hunk.decision === 'rejected').length;
  if (out > 0 && reviewed.decision !== 'rejected') marks.push(`${out} of ${reviewed.hunks.length} changes left out`);
  if (reviewed.decision !== 'pending') marks.push(reviewed.decision);
  return marks.join(' · ');
}

/** What the checks of a file found, in a word or two for each kind. */
function badgesOf({ checks }: ProposedFile): readonly string[] {
  if (checks === undefined) return [];
  const kinds = new Set(checks.filter(({ weight }) => weight === 'warning').map(({ kind }) => kind));
  // The mark of a decision of its own says it already.
  return [...kinds].flatMap((kind) => (kind === 'own-key' ? [] : [BADGE[kind]]));
}

const BADGE: Readonly<Record<Exclude<FileCheck['kind'], 'own-key'>, string>> = {
  syntax: 'syntax error?',
  'hidden-characters': 'hidden characters',
  'runs-code': 'runs code',
};

function stateOf({ refusal, state }: ProposedFile, decision: Decision | undefined): RowState {
  if (refusal !== undefined) return 'refused';
  if (decision === 'accepted' || decision === 'rejected') return decision;
  return state === 'streaming' ? 'running' : 'ready';
}

/** Rows are drawn many times while an answer grows: a finished file is compared once, and one that grows not at all. */
const counted = new WeakMap<ProposedFile | ReviewedFile, string>();

function countsOf(file: ProposedFile, reviewed: ReviewedFile | undefined): string {
  if (file.newLines !== undefined) return `+${file.newLines} so far`;
  const counts = counted.get(reviewed ?? file);
  if (counts !== undefined) return counts;
  const { added, removed } = reviewed?.hunks.length
    ? countHunks(reviewed)
    : countChanges(file.base?.text ?? '', reviewed?.text ?? file.text);
  const fresh = `+${added} -${removed}`;
  counted.set(reviewed ?? file, fresh);
  return fresh;
}

function countHunks({ hunks }: ReviewedFile): { readonly added: number; readonly removed: number } {
  const sum = (lines: (hunk: ReviewedHunk) => readonly string[]): number =>
    hunks.reduce((total, hunk) => total + lines(hunk).length, 0);
  return { added: sum((hunk) => hunk.added), removed: sum((hunk) => hunk.removed) };
}
