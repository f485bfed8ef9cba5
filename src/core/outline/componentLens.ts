import type { Phase } from '../phase';
import { PHASES } from '../phase';
import type { Session } from '../tdflow/session';
import { componentOf } from '../tdflow/session';
import { stateSentence } from './stateSentence';

/** What stands above a component in its specification. */
export interface ComponentLens {
  /** Where it stands, in one sentence; undefined when no work on it has begun. */
  readonly state: string | undefined;
  /** What comes next; undefined when it is verified. */
  readonly next: Phase | undefined;
}

/** `session` is the one that is shown, if it is about the component's specification. */
export function componentLens(name: string, session: Session | undefined): ComponentLens {
  const component = session === undefined ? undefined : componentOf(session, name);
  if (component === undefined) return { state: undefined, next: 'red' };
  const next = PHASES.find((phase) => component.phases[phase]?.state !== 'reached');
  const hasBegun = component.attempts.length > 0 || Object.keys(component.phases).length > 0;
  return { state: hasBegun ? stateSentence(component) : undefined, next };
}
