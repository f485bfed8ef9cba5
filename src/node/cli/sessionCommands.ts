import { outline } from '../../core/outline/outline';
import type { Phase } from '../../core/phase';
import { currentSession, startSession } from '../../core/tdflow/findSession';
import { lastApplied, rollBackPhase } from '../../core/tdflow/rollBackPhase';
import type { Session } from '../../core/tdflow/session';
import { withHistory } from '../../core/tdflow/sessionChanges';
import { viewSession } from '../../core/tdflow/viewSession';
import type { Project } from '../project';
import { findRoot, openProject, readSpecification, relativeToRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import { recoverInterrupted } from './phaseCommand';
import type { Printer } from './printer';

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
  const session = startSession(loaded.value.specification, project.ports);
  const stored = await project.ports.sessions.write(session);
  if (!stored.ok) {
    printer.problem(stored.problem);
    return exitCodeOf(stored.problem);
  }
  printer.note(`Session ${session.id} over ${session.specFile} with ${session.components.length} components.`);
  return show(session, project, printer);
}

/** `tdflow status`: where the current session stands. */
export async function statusCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  if (session === undefined) return missing(printer);
  const code = await show(session, project, printer);
  for (const { component, target, reason, at } of await project.ports.waivers.list()) {
    printer.note(`You waived ${target.name} of ${component} on ${at.slice(0, 10)}: ${reason}`);
  }
  return code;
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

/** `tdflow rollback`: takes back the newest generation that is still in place. */
export async function rollbackCommand(
  host: CliHost,
  only: { readonly component?: string; readonly phase?: Phase },
  printer: Printer,
): Promise<number> {
  const project = await open(host, printer);
  const session = await findSession(project, printer);
  if (session === undefined) return missing(printer);
  const rolled = await rollBackPhase(session, await lastApplied(session, project.ports, only), project.ports);
  if (!rolled.ok) {
    printer.problem(rolled.problem);
    return exitCodeOf(rolled.problem);
  }
  const { entry, restored, merged } = rolled.value.done;
  printer.event({ kind: 'rolled-back', files: [...restored, ...merged], why: 'asked' });
  for (const path of merged) printer.note(`${path}: only the generated part was taken back; your own edits are kept.`);
  printer.note(`${entry.phase} of ${entry.component} was rolled back.`);
  return EXIT.done;
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

async function show(session: Session, project: Project, printer: Printer): Promise<number> {
  const { verdictOf, isStale } = await viewSession(session, project.ports);
  printer.outline(outline({ session, activity: undefined, verdictOf, isStale, canCallModel: true }));
  return EXIT.done;
}
