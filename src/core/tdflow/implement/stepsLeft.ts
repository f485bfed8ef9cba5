import type { Phase } from '../../phase';
import type { Component, Specification } from '../../spec/specification';
import { changedText } from '../changedText';
import type { Ports } from '../ports';
import type { Session } from '../session';
import { componentOf } from '../session';
import { viewSession } from '../viewSession';

/** A phase that is still to be done: by a model where it writes, or only looked at. */
export interface StepLeft {
  readonly phase: Phase;
  readonly how: 'run' | 'prove';
}

const RUN_ALL: readonly StepLeft[] = (['red', 'green', 'verify'] as const).map((phase) => ({ phase, how: 'run' }));

/**
 * What is left of RED, GREEN and VERIFY of a component; nothing when all were reached and still speak of its files and of its part
 * of the specification. Files that changed since GREEN are proven anew before anybody is asked to write them again.
 */
export async function stepsLeft(
  about: { readonly component: Component; readonly specification: Specification },
  session: Session,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'hash'>,
): Promise<readonly StepLeft[]> {
  const { component } = about;
  const begun = componentOf(session, component.name);
  const { red, green, verify } = begun?.phases ?? {};
  if (begun === undefined || red?.state !== 'reached' || changedText(about, begun, ports) !== undefined) return RUN_ALL;
  if (green?.state !== 'reached') return RUN_ALL.slice(1);
  const view = await viewSession({ ...session, components: [begun] }, ports);
  const verifying = RUN_ALL.slice(2);
  if (view.isStale(component.name, 'green')) return [{ phase: 'green', how: 'prove' }, ...verifying];
  return verify?.state === 'reached' && !view.isStale(component.name, 'verify') ? [] : verifying;
}
