import type { Problem } from '../errors';
import type { Phase } from '../phase';
import type { Specification } from '../spec/specification';
import type { Ports } from './ports';
import type { Session } from './session';
import { sessionId } from './session';
import { newSession, withSpecification } from './sessionChanges';

export interface FoundSession {
  readonly session: Session | undefined;
  /** Session files that could not be read; one of them may be the one that is meant. */
  readonly problems: readonly Problem[];
}

/** The session that was touched last; of one specification when its path is given. */
export async function currentSession(ports: Pick<Ports, 'sessions'>, specFile?: string): Promise<FoundSession> {
  const { sessions, problems } = await ports.sessions.list();
  return { session: sessions.find((session) => specFile === undefined || session.specFile === specFile), problems };
}

/** The specification's current session, brought up to its present components; a new one, not yet stored, when it has none. */
export async function sessionFor(
  specification: Specification,
  ports: Pick<Ports, 'sessions' | 'clock'>,
): Promise<Session> {
  const { session: existing } = await currentSession(ports, specification.path);
  return existing === undefined
    ? startSession(specification, ports)
    : withSpecification(existing, specification, ports.clock.now().toISOString());
}

/** A session of its own for a specification; nothing is written yet. */
export function startSession(specification: Specification, ports: Pick<Ports, 'clock'>): Session {
  const now = ports.clock.now();
  return newSession(sessionId(now, ports.clock.random()), specification, now.toISOString());
}

/** The component that a phase is most likely meant for when nobody names one. */
export function likelyComponent(session: Session, phase: Phase): string | undefined {
  const current = session.components.find((component) => component.name === session.currentComponent);
  if (phase !== 'red') return current?.name;
  if (current !== undefined && current.phases.red?.state !== 'reached') return current.name;
  const waiting = session.components.filter((component) => component.status === 'pending');
  return waiting.length === 1 ? waiting[0]?.name : undefined;
}
