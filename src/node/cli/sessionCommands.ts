import type { JournalEntry } from '../../core/apply/journal';
import { planRollBack } from '../../core/apply/planRollBack';
import type { RolledBack, Settlement } from '../../core/apply/rollBack';
import { DEFAULT_CONFIG } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { outline } from '../../core/outline/outline';
import { requirementRows } from '../../core/outline/requirementRows';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import { driftWords } from '../../core/tdflow/demands';
import { currentSession, startSession } from '../../core/tdflow/findSession';
import { findGeneration, generationsOf } from '../../core/tdflow/history';
import type { Ports } from '../../core/tdflow/ports';
import { lastApplied, rollBackPhase } from '../../core/tdflow/rollBackPhase';
import { rollBackTo } from '../../core/tdflow/rollBackTo';
import type { Session } from '../../core/tdflow/session';
import { withHistory } from '../../core/tdflow/sessionChanges';
import { viewSession } from '../../core/tdflow/viewSession';
import { costReport } from '../models/costReport';
import type { Project } from '../project';
import { findRoot, openProject, readSettings, readSpecification, relativeToRoot } from '../project';
import { requirementsOfSession } from '../requirementsOfSession';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';
import { terminalModels } from './terminalModels';

/** `tdflow start`: a new session over a specification, stored at once. */
export async function startCommand(host: CliHost, spec: string, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const path = relativeToRoot(project.root, host.cwd, spec);
  const loaded = path.ok
    ? await readSpecification(project, path.value)
    : { ok: false as const, problem: [path.problem] };
  if (!loaded.ok) {
    for (const problem of loaded.problem) printer.problem(problem);
    return EXIT.badInput;
  }
  for (const { position, message } of loaded.value.warnings) {
    printer.note(`${loaded.value.specification.path}:${position.line}: ${message}`);
  }
  const session = startSession(loaded.value.specification, project.ports);
  const stored = await project.ports.sessions.write(session);
  if (!stored.ok) {
    printer.problem(stored.problem);
    return exitCodeOf(stored.problem);
  }
  printer.note(`Session ${session.id} over ${session.specFile} with ${countOf(session.components.length)}.`);
  return show(session, project, printer);
}

/** `tdflow status`: where the current session stands. */
export async function statusCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  if (session === undefined) return missing(printer);
  const states = await requirementsOfSession(session, project);
  const code = await show(session, project, printer, requirementRows(session.specFile, states));
  for (const { name } of session.components) {
    const drifted = states.filter(({ state, driftOf }) => state === 'stale' && driftOf === name);
    if (drifted.length === 0) continue;
    const what = driftWords(drifted.map(({ requirement }) => ({ what: requirement.id })));
    printer.note(
      `${what} changed since the last run. If the tests are right as they are: agentforge tdflow accept ${name}`,
    );
  }
  for (const { component, target, reason, at } of await project.ports.waivers.list()) {
    printer.note(`You waived ${target.name} of ${component} on ${at.slice(0, 10)}: ${reason}`);
  }
  return code;
}

/** `tdflow cost`: what the current session cost, and what was spent today. */
export async function costCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  const settings = await readSettings(project, host.env);
  const view = session === undefined ? undefined : await viewSession(session, project.ports);
  const shown = session === undefined || view === undefined ? undefined : { session, verdictOf: view.verdictOf };
  for (const problem of settings.ok ? [] : settings.problem) printer.problem(problem);
  const { budget } = settings.ok ? settings.value.config : DEFAULT_CONFIG;
  const about = { now: project.ports.clock.now(), budget, shown };
  printer.costs(await costReport(terminalModels(host), about));
  return EXIT.done;
}

/** `tdflow list`: every session, the current one first. */
export async function listCommand(host: CliHost, printer: Printer): Promise<number> {
  const { ports } = await open(host, printer);
  const { sessions, problems } = await ports.sessions.list();
  printer.sessions(sessions);
  for (const problem of problems) printer.problem(problem);
  if (sessions.length === 0 && problems.length === 0)
    printer.note('There is no session yet. Start one with: agentforge tdflow start --spec PATH');
  return problems.length === 0 ? EXIT.done : EXIT.badInput;
}

/** `tdflow resume`: makes a session the current one. */
export async function resumeCommand(host: CliHost, id: string | undefined, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const { ports } = project;
  const found = id === undefined ? await findSession(project, printer) : await ports.sessions.read(id);
  if (found === undefined) return missing(printer);
  if ('ok' in found && !found.ok) {
    printer.problem(found.problem);
    return exitCodeOf(found.problem);
  }
  const session = 'ok' in found ? found.value : found;
  const at = ports.clock.now().toISOString();
  const resumed = await ports.sessions.update(session, (current) =>
    withHistory(current, { at, action: 'session_resumed' }),
  );
  if (!resumed.ok) {
    printer.problem(resumed.problem);
    return exitCodeOf(resumed.problem);
  }
  return show(resumed.value, project, printer);
}

/** `tdflow history`: what was generated in the current session, and what of it is in place. */
export async function historyCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  if (session === undefined) return missing(printer);
  const generations = generationsOf(session, await project.ports.journal.readEntries());
  printer.generations(generations);
  if (generations.length === 0) printer.note('Nothing was generated in this session yet.');
  return EXIT.done;
}

export interface RollbackOptions {
  /** A number or the folder of an attempt; the newest that is in place when left away. */
  readonly generation: string | undefined;
  readonly to?: number;
  readonly component?: string;
  readonly phase?: Phase;
  readonly onConflict?: Settlement;
}

/** `tdflow rollback`: takes back one generation, the newest that is still in place, or all after a point. */
export async function rollbackCommand(host: CliHost, options: RollbackOptions, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  if (session === undefined) return missing(printer);
  const rolled = await rollBackAsAsked(session, options, project.ports);
  if (!rolled.ok) {
    printer.problem(rolled.problem);
    return exitCodeOf(rolled.problem);
  }
  for (const { entry, restored, merged, settled } of rolled.value) {
    const written = settled.flatMap(({ path, how }) => (how === 'mine' ? [] : [path]));
    printer.event({ kind: 'rolled-back', files: [...restored, ...merged, ...written], why: 'asked' });
    for (const path of merged)
      printer.note(`${path}: only the generated part was taken back; your own edits are kept.`);
    for (const { path, how, copy } of settled) {
      printer.note(`${path}: ${AS_DECIDED[how]}${copy === undefined ? '' : ` What you had there is in ${copy}.`}`);
    }
    printer.note(`${entry.phase} of ${entry.component} was rolled back.`);
  }
  return EXIT.done;
}

const AS_DECIDED: Readonly<Record<Settlement, string>> = {
  mine: 'the same lines were changed since, so it was left as it is.',
  merged: 'what could be told from your own edits was taken back; the rest was left as it is.',
  original: 'given back as it was before, without what was changed since.',
};

async function rollBackAsAsked(
  session: Session,
  options: RollbackOptions,
  ports: Ports,
): Promise<Result<readonly RolledBack[], Problem>> {
  if (options.to !== undefined) {
    const rolled = await rollBackTo(session, options.to, ports, { settle: () => options.onConflict });
    return rolled.ok ? ok(rolled.value.done) : rolled;
  }
  const entry = await entryToRollBack(session, options, ports);
  if (!entry.ok) return entry;
  const settled = await settleAll(entry.value, options.onConflict, ports);
  if (!settled.ok) return settled;
  const rolled = await rollBackPhase(session, entry.value, ports, settled.value);
  return rolled.ok ? ok([rolled.value.done]) : rolled;
}

async function entryToRollBack(
  session: Session,
  { generation, component, phase }: RollbackOptions,
  ports: Ports,
): Promise<Result<JournalEntry | undefined, Problem>> {
  if (generation === undefined) {
    return ok(await lastApplied(session, ports, { ...(component && { component }), ...(phase && { phase }) }));
  }
  const found = findGeneration(generationsOf(session, await ports.journal.readEntries()), generation);
  if (found?.state === 'in place') return ok(found.entry);
  const detail =
    found === undefined ? `There is no generation ${generation}` : `Generation ${generation} is ${found.state}`;
  return fail({ kind: 'input-invalid', detail: `${detail}. See: agentforge tdflow history` });
}

/** The same decision for every file with a conflict; none where none was given. */
async function settleAll(
  entry: JournalEntry | undefined,
  how: Settlement | undefined,
  ports: Ports,
): Promise<Result<ReadonlyMap<string, Settlement>, Problem>> {
  if (entry === undefined || how === undefined) return ok(new Map());
  const plan = await planRollBack(entry, ports);
  return plan.ok ? ok(new Map(plan.value.conflicts.map(({ path }) => [path.relative, how]))) : plan;
}

async function open(host: CliHost, printer: Printer): Promise<Project> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  await recoverInterrupted(project, printer);
  return project;
}

/** Says which session files could not be read: one of them may be the one that is meant. */
async function findSession(project: Project, printer: Printer): Promise<Session | undefined> {
  const { session, problems } = await currentSession(project.ports);
  for (const problem of problems) printer.problem(problem);
  return session;
}

function missing(printer: Printer): number {
  printer.problem({ kind: 'session-missing' });
  return EXIT.badInput;
}

async function show(session: Session, project: Project, printer: Printer, more: readonly Row[] = []): Promise<number> {
  const { verdictOf, isStale } = await viewSession(session, project.ports);
  printer.outline([
    ...outline({ session, activity: undefined, verdictOf, isStale, hasLeftReview: () => false, canCallModel: true }),
    ...more,
  ]);
  return EXIT.done;
}

function countOf(components: number): string {
  return components === 1 ? 'one component' : `${components} components`;
}
