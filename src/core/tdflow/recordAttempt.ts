import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { Ports } from './ports';
import type { AttemptRecord, Session } from './session';
import { withAttempt, withHistory } from './sessionChanges';
import type { Task } from './task';

/** Keeps a try that came to no verdict; the phase's record stays what it was. */
export function recordAttempt(
  task: Task,
  about: Omit<AttemptRecord, 'phase' | 'at'>,
  ports: Pick<Ports, 'sessions' | 'clock'>,
): Promise<Result<Session, Problem>> {
  const { phase, component } = task;
  const at = ports.clock.now().toISOString();
  return ports.sessions.update(task.session, (current) =>
    withAttempt(
      withHistory(current, {
        at,
        action: 'attempt',
        phase,
        component: component.name,
        details: `${about.result}: ${about.summary}`,
      }),
      component.name,
      { ...about, phase, at },
    ),
  );
}
