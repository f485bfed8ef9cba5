import type { ChangeSet } from '../changes/changeSet';
import { ownDecision } from '../changes/changeSet';
import type { Omission } from '../context/contextBundle';
import { dollars } from '../lib/dollars';
import { timeWords } from '../lib/timeWords';
import type { AnyWork, Phase } from '../phase';
import { PHASE_LABEL, PHASES } from '../phase';
import type { Review } from '../review/review';
import { filesWith } from '../review/review';
import type { Costs, SessionCosts } from '../tdflow/costs';
import { componentCosts, sessionCosts } from '../tdflow/costs';
import type { PhaseRecord, Session, SessionComponent } from '../tdflow/session';
import { waivableIn } from '../tdflow/waivers';
import type { JudgedTest, Verdict } from '../verdict/verdict';
import { claimRows } from './claimRows';
import { costsWords } from './costWords';
import type { Explanation } from './explainProblem';
import type { NextStepAction, Row, RowAction, RowState } from './row';
import { stateSentence } from './stateSentence';
import { withUniqueIds } from './uniqueIds';

/** What is going on beside what the session file says. */
export interface Activity {
  readonly component: string;
  readonly phase: AnyWork;
  /** What it is doing now, for people: "asking the model". */
  readonly step: string;
  readonly changes: ChangeSet | undefined;
  /** Set while the user decides. */
  readonly review: Review | undefined;
  /** What the prompt could not hold. */
  readonly omitted: readonly Omission[];
  /** Set while the user decides what follows a failed attempt. */
  readonly nextSteps: readonly NextStepAction[] | undefined;
}

export interface OutlineInput {
  readonly session: Session;
  readonly activity: Activity | undefined;
  /** The last verdict of a phase, when it is at hand. */
  readonly verdictOf: (component: string, phase: Phase) => Verdict | undefined;
  /** Whether files changed since a phase's verdict. */
  readonly isStale: (component: string, phase: Phase) => boolean;
  /** Whether a review of a phase was left open by an earlier window. */
  readonly hasLeftReview: (component: string, phase: Phase) => boolean;
  /** Why the last try of a phase came to no verdict, as far as no session file tells it. */
  readonly troubleOf?: (component: string, phase: Phase) => Explanation | undefined;
  /** Whether a model can be called; when not, rows offer the prompt for a person to carry. */
  readonly canCallModel: boolean;
}

/** The whole session as rows: the specification, its components, their phases, and under a phase its files and tests. */
export function outline(input: OutlineInput): readonly Row[] {
  const { session } = input;
  const costs = sessionCosts(session, input.verdictOf);
  const verified = session.components.filter((component) => component.status === 'verified').length;
  return withUniqueIds([
    {
      id: session.id,
      kind: 'specification',
      label: session.specFile,
      description: described(`${verified} of ${session.components.length} verified`, costs),
      detail: [`Session ${session.id}, started ${timeWords(session.startedAt)}`, ...describeCosts(costs)].join('\n'),
      state: 'none',
      actions: [],
      target: { kind: 'file', path: session.specFile },
      component: undefined,
      phase: undefined,
      children: session.components.map((component) => componentRow(component, input)),
    },
  ]);
}

const STRENGTH_ACTIONS: readonly RowAction[] = ['checkStrength', 'showStrength'];

function componentRow(component: SessionComponent, input: OutlineInput): Row {
  return {
    id: `${input.session.id}/${component.name}`,
    kind: 'component',
    label: component.name,
    description: described(troubleIn(component, input) ?? stateSentence(component), componentCosts(component)),
    detail: describeAttempts(component),
    state: COMPONENT_STATE[component.status],
    // Before GREEN its tests fail without any fault.
    actions: component.phases.green?.state === 'reached' && input.activity === undefined ? STRENGTH_ACTIONS : [],
    target: undefined,
    component: component.name,
    phase: undefined,
    children: PHASES.map((phase) => phaseRow(component, phase, input)),
  };
}

/** What it cost stands first: the sentence after it is long, and cut where there is little room. */
function described(text: string, costs: Costs): string {
  return [costsWords(costs), text].filter(Boolean).join(' · ');
}

/** What stopped a phase of a component most lately, with its phase. */
function troubleIn(component: SessionComponent, { troubleOf }: OutlineInput): string | undefined {
  const phase = PHASES.findLast((each) => troubleOf?.(component.name, each) !== undefined);
  return phase === undefined ? undefined : `${PHASE_LABEL[phase]} stopped: ${troubleOf?.(component.name, phase)?.what}`;
}

/** Why a phase came to no verdict the last time, when that was after its last verdict. */
function troubleWith(component: SessionComponent, phase: Phase, { troubleOf }: OutlineInput): Explanation | undefined {
  const told = troubleOf?.(component.name, phase);
  if (told !== undefined) return told;
  const last = component.attempts.findLast((attempt) => attempt.phase === phase);
  return last?.result === 'unusable' ? { what: last.summary, remedy: '' } : undefined;
}

function describeCosts(costs: SessionCosts): readonly string[] {
  const words = costsWords(costs);
  if (words === '') return [];
  const { perRequirement, requirements } = costs;
  const each =
    perRequirement === undefined
      ? []
      : [`${dollars(perRequirement)} for each of ${requirements.length} proven requirements`];
  return [`Its answers cost ${words}.`, ...each];
}

/** Every try of the component, the last one first. */
function describeAttempts({ attempts, errors }: SessionComponent): string {
  const lines = attempts.toReversed().map(({ phase, result, summary, model, cost }) => {
    const paid = cost === undefined ? '' : `, ${dollars(cost)}`;
    return `${PHASE_LABEL[phase]} ${result.replace('-', ' ')} (${model}${paid}): ${summary}`;
  });
  return [...errors, ...lines].join('\n');
}

const COMPONENT_STATE: Readonly<Record<SessionComponent['status'], RowState>> = {
  pending: 'waiting',
  red: 'ready',
  green: 'ready',
  refactored: 'ready',
  verified: 'reached',
  failed: 'failed',
};

function phaseRow(component: SessionComponent, phase: Phase, input: OutlineInput): Row {
  const record = component.phases[phase];
  const { activity } = input;
  const active = activity?.component === component.name && activity.phase === phase ? activity : undefined;
  const stale = record !== undefined && input.isStale(component.name, phase);
  const id = `${input.session.id}/${component.name}/${phase}`;
  const verdict = input.verdictOf(component.name, phase);
  const left = active === undefined && input.hasLeftReview(component.name, phase);
  const trouble = active === undefined ? troubleWith(component, phase, input) : undefined;
  const children =
    active?.changes === undefined
      ? [
          ...fileRows(id, component, phase, record),
          ...claimRows({ id, component: component.name, phase }, verdict?.claims ?? []),
          ...(verdict?.tests ?? []).map((test) => testRow(id, test, component, phase)),
        ]
      : [];
  return {
    id,
    kind: 'phase',
    label: PHASE_LABEL[phase],
    description:
      active?.step ??
      (left ? 'a review was left open' : undefined) ??
      trouble?.what ??
      (stale ? 'files changed since: run again' : (record?.summary ?? '')),
    detail: [
      ...(trouble === undefined ? [] : [trouble.what, trouble.remedy]),
      describePhase({ record, verdict, stale, costs: costsOfPhase(component, phase) }),
      record === undefined ? whyWaiting(component, phase) : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    state: phaseState(component, phase, {
      active: active !== undefined,
      deciding: active?.review !== undefined || active?.nextSteps !== undefined,
      left,
      stale,
      stopped: trouble !== undefined,
    }),
    actions: phaseActions(component, phase, input, active),
    target: undefined,
    component: component.name,
    phase,
    children,
  };
}

function phaseState(
  component: SessionComponent,
  phase: Phase,
  now: Readonly<Record<'active' | 'deciding' | 'left' | 'stale' | 'stopped', boolean>>,
): RowState {
  if (now.active) return now.deciding ? 'reviewing' : 'running';
  if (now.left) return 'reviewing';
  const record = component.phases[phase];
  if (record === undefined && now.stopped) return 'stopped';
  if (record === undefined) return canRun(component, phase) ? 'ready' : 'waiting';
  if (now.stale) return 'stale';
  return record.state === 'reached' ? 'reached' : 'failed';
}

function canRun({ phases }: SessionComponent, phase: Phase): boolean {
  const before = phaseBefore(phase);
  return before === undefined || phases[before]?.state === 'reached';
}

/** REFACTOR can be left out. */
function phaseBefore(phase: Phase): Phase | undefined {
  return phase === 'red' ? undefined : phase === 'green' ? 'red' : 'green';
}

/** '' when it can begin. */
function whyWaiting(component: SessionComponent, phase: Phase): string {
  const before = phaseBefore(phase);
  return before === undefined || canRun(component, phase) ? '' : `Can begin once ${PHASE_LABEL[before]} is reached.`;
}

function phaseActions(
  component: SessionComponent,
  phase: Phase,
  input: OutlineInput,
  active: Activity | undefined,
): RowAction[] {
  if (active !== undefined) return [...reviewActions(active), ...(active.nextSteps ?? []), 'cancel'];
  if (input.activity !== undefined || !canRun(component, phase)) return [];
  const record = component.phases[phase];
  const actions: RowAction[] = input.hasLeftReview(component.name, phase) ? ['resume', 'run'] : ['run'];
  if (phase !== 'verify' && !input.canCallModel) actions.push('copyPrompt');
  const isPast = phase === 'red' && component.phases.green?.state === 'reached';
  if (phase !== 'verify' && record !== undefined && record.files.length > 0 && !isPast) actions.push('prove');
  if (record?.state === 'not-reached') actions.push('fix');
  const verdict = phase === 'red' ? input.verdictOf(component.name, phase) : undefined;
  if (record?.state === 'not-reached' && verdict !== undefined && waivableIn(verdict).length > 0) actions.push('waive');
  if (record !== undefined) actions.push('showOutput');
  if (record !== undefined && phase === 'verify') actions.push('showReport');
  if (record?.journalEntry !== undefined) actions.push('rollBack');
  return actions;
}

/** Accepting all leaves files that need a decision of their own. */
function reviewActions({ review }: Activity): RowAction[] {
  const pending = review === undefined ? [] : filesWith(review, 'pending');
  const actions: RowAction[] = pending.some((file) => ownDecision(file) === undefined) ? ['acceptAll'] : [];
  return pending.length === 0 ? actions : [...actions, 'rejectAll'];
}

function describePhase({
  record,
  verdict,
  stale,
  costs,
}: {
  readonly record: PhaseRecord | undefined;
  readonly verdict: Verdict | undefined;
  readonly stale: boolean;
  readonly costs: string;
}): string {
  if (record === undefined) return costs;
  const lines = [record.summary, `${timeWords(record.at)}, model: ${record.model}`];
  if (costs !== '') lines.push(costs);
  if (stale) lines.push('Files changed since this verdict.');
  if (verdict?.command !== undefined) lines.push(`Ran: ${verdict.command}`);
  for (const check of verdict?.checks ?? [])
    lines.push(`${check.name}: ${check.result.replace('-', ' ')}. ${check.detail}`);
  return [...lines, ...(verdict?.notes ?? [])].join('\n');
}

/** '' when nothing is paid. */
function costsOfPhase(component: SessionComponent, phase: Phase): string {
  const found = componentCosts(component).phases.find((each) => each.phase === phase);
  const words = found === undefined ? '' : costsWords(found);
  const tries = found?.attempts.length ?? 0;
  return words === '' ? '' : `Cost ${words} in ${tries} ${tries === 1 ? 'attempt' : 'attempts'}.`;
}

function fileRows(id: string, component: SessionComponent, phase: Phase, record: PhaseRecord | undefined): Row[] {
  return (record?.files ?? []).map((file) => ({
    id: `${id}/file/${file.path}`,
    kind: 'file' as const,
    label: file.path,
    description: '',
    detail: '',
    state: 'none' as const,
    actions: [],
    target:
      record?.journalEntry === undefined
        ? ({ kind: 'file', path: file.path } as const)
        : ({ kind: 'applied', journalEntry: record.journalEntry, path: file.path } as const),
    component: component.name,
    phase,
    children: [],
  }));
}

function testRow(id: string, test: JudgedTest, component: SessionComponent, phase: Phase): Row {
  return {
    id: `${id}/test/${test.id}`,
    kind: 'test',
    label: test.name,
    description: test.explanation,
    detail: `${test.id}: ${test.explanation}`,
    state: test.apart === true ? 'none' : test.asNeeded ? 'reached' : 'failed',
    actions: [],
    target: { kind: 'file', path: test.file, ...(test.line === undefined ? {} : { line: test.line }) },
    component: component.name,
    phase,
    children: [],
  };
}
