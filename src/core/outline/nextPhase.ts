import type { WritingPhase } from '../phase';
import { WRITING_PHASES } from '../phase';
import type { Session } from '../tdflow/session';
import { componentOf } from '../tdflow/session';

/** The first writing phase that the session's current component has not reached; REFACTOR when it has reached all. */
export function nextPhase(session: Session): WritingPhase {
  const phases =
    session.currentComponent === undefined ? undefined : componentOf(session, session.currentComponent)?.phases;
  return WRITING_PHASES.find((phase) => phases?.[phase]?.state !== 'reached') ?? 'refactor';
}
