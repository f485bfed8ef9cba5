import type { Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { JournalEntry } from '../../core/apply/journal';
import { planRollBack } from '../../core/apply/planRollBack';
import type { RolledBack, Settlement } from '../../core/apply/rollBack';
import { rollBackDocuments } from '../../core/authoring/rollBackDocuments';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
import { busyWords } from '../../core/outline/busyWords';
import type { Row } from '../../core/outline/row';
import { workTitle } from '../../core/outline/workTitle';
import type { WritingPhase } from '../../core/phase';
import type { Ports } from '../../core/tdflow/ports';
import { lastApplied, rollBackPhase } from '../../core/tdflow/rollBackPhase';
import type { RollBackToOptions } from '../../core/tdflow/rollBackTo';
import { nextConflicts, rollBackTo } from '../../core/tdflow/rollBackTo';
import type { Session } from '../../core/tdflow/session';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import { plain } from '../plain';
import type { ProposalDiffs } from '../review/proposalDiffs';
import { settleConflicts } from '../settleConflicts';
import { registerCommand } from './registerCommand';

interface Faces {
  readonly flow: Flow;
  readonly documents: ProposalDiffs;
  readonly log: Log;
}

/** Starting a session, and taking its generations back. */
export function sessionCommands(starter: PhaseStarter, faces: Faces): Disposable[] {
  const { log } = faces;
  return [
    registerCommand(COMMAND.startSession, log, () => starter.startSession()),
    registerCommand(COMMAND.rollBack, log, () => rollBack(undefined, faces)),
    registerCommand(COMMAND.rollBackPhase, log, (row?: Row) => rollBack(row, faces)),
    registerCommand(COMMAND.rollBackGeneration, log, (row?: Row) => rollBack(row, faces)),
    registerCommand(COMMAND.rollBackTo, log, (row?: Row) => goBackTo(row, faces)),
  ];
}

async function rollBack(row: Row | undefined, faces: Faces): Promise<void> {
  const { flow, log } = faces;
  if (row?.target?.kind === 'documents') return rollBackWritten(row.target.journalEntry, faces);
  const open = await openSession(flow, log);
  if (open === undefined) return;
  const { session, ports } = open;
  const entry = await entryOf(row, flow, open);
  await settling({ entry, ports }, faces, async (settled) => {
    const rolled = await rollBackPhase(session, entry, ports, settled);
    return rolled.ok ? ok(rolled.value.done) : rolled;
  });
}

async function rollBackWritten(id: string, faces: Faces): Promise<void> {
  const { flow, log } = faces;
  const ports = await openProject(flow, log);
  const entry = flow.documents.find((each) => each.entry.id === id)?.entry;
  if (ports === undefined || entry === undefined) return;
  await settling({ entry, ports }, faces, (settled) => rollBackDocuments(entry, ports, settled));
}

/** Rolls back an entry; where that meets conflicts, asks about them and does it as the user decided. */
async function settling(
  { entry, ports }: { readonly entry: JournalEntry | undefined; readonly ports: Ports },
  { flow, documents, log }: Faces,
  roll: (settled?: ReadonlyMap<string, Settlement>) => Promise<Result<RolledBack, Problem>>,
): Promise<void> {
  let rolled = await roll();
  if (!rolled.ok && rolled.problem.kind === 'rollback-conflict' && entry !== undefined) {
    const plan = await planRollBack(entry, ports);
    if (!plan.ok) return showProblem(plan.problem, log);
    const settled = await settleConflicts(plan.value.conflicts, documents);
    if (settled === undefined) return;
    rolled = await roll(settled);
  }
  await flow.refresh();
  if (rolled.ok) tell(rolled.value);
  else await showProblem(rolled.problem, log);
}

/** Takes back all that came after a generation, or nothing. Asks about conflicts, one generation after the other, before it does. */
async function goBackTo(row: Row | undefined, { flow, documents, log }: Faces): Promise<void> {
  const open = await openSession(flow, log);
  if (open === undefined || row?.target?.kind !== 'generation') return;
  const { session, ports } = open;
  const { number } = row.target;
  const decided = new Map<string, ReadonlyMap<string, Settlement>>();
  const settle: RollBackToOptions['settle'] = ({ id }, { path }) => decided.get(id)?.get(path.relative);
  for (;;) {
    const next = await nextConflicts(session, number, ports, { settle });
    if (!next.ok) return showProblem(next.problem, log);
    if (next.value === undefined) break;
    const { entry, conflicts } = next.value;
    const settled = await settleConflicts(conflicts, documents, workTitle(entry));
    if (settled === undefined) return;
    decided.set(entry.id, settled);
  }
  const rolled = await rollBackTo(session, number, ports, { settle });
  await flow.refresh();
  if (!rolled.ok) return showProblem(rolled.problem, log);
  for (const done of rolled.value.done) tell(done);
}

interface OpenSession {
  readonly session: Session;
  readonly ports: Ports;
}

/** Undefined once the user was told why nothing can be taken back now. */
async function openSession(flow: Flow, log: Log): Promise<OpenSession | undefined> {
  const ports = await openProject(flow, log, flow.session === undefined ? { kind: 'session-missing' } : undefined);
  return ports === undefined || flow.session === undefined ? undefined : { session: flow.session, ports };
}

/** The same for what belongs to no session. */
async function openProject({ project, running }: Flow, log: Log, lacks?: Problem): Promise<Ports | undefined> {
  const problem: Problem | undefined = !workspace.isTrusted
    ? { kind: 'untrusted-workspace' }
    : (lacks ?? (running === undefined ? undefined : { kind: 'input-invalid', detail: busyWords(running.activity) }));
  if (problem !== undefined) await showProblem(problem, log);
  return problem === undefined ? project?.ports : undefined;
}

/** Of a row of the history that generation, of a row of the session the last one of its phase, else the last of all. */
async function entryOf(
  row: Row | undefined,
  flow: Flow,
  { session, ports }: OpenSession,
): Promise<JournalEntry | undefined> {
  const { target } = row ?? {};
  if (target?.kind === 'generation') return flow.generations.find(({ number }) => number === target.number)?.entry;
  const phase = row?.phase as WritingPhase | undefined;
  const only = row?.component === undefined || phase === undefined ? undefined : { component: row.component, phase };
  return lastApplied(session, ports, only);
}

function tell({ entry, restored, merged, settled }: RolledBack): void {
  const of = (how: Settlement) => settled.flatMap((each) => (each.how === how ? [each.path] : []));
  const files = [...restored, ...merged, ...of('original')];
  const copies = settled.flatMap(({ copy = [] }) => copy);
  const before = settled.length === 0 ? 'the files were as before already.' : '';
  const sentences = [
    files.length === 0 ? before : `${files.join(', ')} as before.`,
    merged.length === 0 ? '' : `Your own edits are kept in ${merged.join(', ')}.`,
    of('merged').length === 0 ? '' : `What fits was taken back in ${of('merged').join(', ')}.`,
    copies.length === 0 ? '' : `What you had there is in ${copies.join(', ')}.`,
    of('mine').length === 0 ? '' : `Left as you decided: ${of('mine').join(', ')}.`,
  ].filter((sentence) => sentence !== '');
  const text = `${workTitle(entry)} rolled back: ${sentences.join(' ')}`;
  void window.showInformationMessage(plain(text));
}
