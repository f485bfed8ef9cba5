import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { PHASES } from '../phase';
import type { Specification } from '../spec/specification';
import type { AcceptedDrift, Drift } from './demands';
import { driftBetween, markDemands } from './demands';
import { acceptInLedger } from './ledger/acceptInLedger';
import type { Ports } from './ports';
import type { Session, SessionComponent } from './session';
import { componentOf } from './session';
import { withAcceptedDrift } from './sessionChanges';

/** Whose changes of the specification a person looked at. */
export interface DriftWish {
  readonly component: string;
  /** Id of a requirement; undefined: all that changed of the component. */
  readonly requirement: string | undefined;
}

/** What the specification says of a component otherwise than when its verdicts were given, and nobody looked at. */
export function openDrift(
  component: SessionComponent,
  specification: Specification,
  ports: Pick<Ports, 'hash'>,
): readonly Drift[] {
  const found = specification.components.find(({ name }) => name === component.name);
  if (found === undefined) return [];
  const now = markDemands(specification, found, ports);
  // A later phase proves what RED's tests say, whatever the text was then.
  const phases = component.phases.red?.demands === undefined ? PHASES : (['red'] as const);
  const drifts = phases.flatMap((phase) => {
    const demands = component.phases[phase]?.demands;
    return demands === undefined ? [] : driftBetween(demands, now, component.accepted);
  });
  return [...new Map(drifts.map((drift) => [drift.what, drift])).values()].filter(
    ({ acceptedAt }) => acceptedAt === undefined,
  );
}

/** Records that a person looked at what changed in the specification: until its next change it makes nothing stale. */
export async function acceptDrift(
  session: Session,
  specification: Specification,
  { component: name, requirement }: DriftWish,
  ports: Pick<Ports, 'hash' | 'clock' | 'sessions' | 'proofs'>,
): Promise<Result<{ readonly session: Session; readonly accepted: readonly AcceptedDrift[] }, Problem>> {
  const component = componentOf(session, name);
  if (component === undefined) {
    return fail({ kind: 'component-unknown', name, known: session.components.map((each) => each.name) });
  }
  const drifts = openDrift(component, specification, ports).filter(
    ({ what }) => requirement === undefined || what === requirement,
  );
  if (drifts.length === 0) {
    const whose = requirement === undefined ? name : `${requirement} of ${name}`;
    return fail({
      kind: 'input-invalid',
      detail: `Nothing of ${whose} changed in the specification since its last run.`,
    });
  }
  const at = ports.clock.now().toISOString();
  const accepted = drifts.map(({ what, mark }) => ({ what, mark, at }));
  const stored = await ports.sessions.update(session, (current) => withAcceptedDrift(current, name, accepted));
  if (!stored.ok) return stored;
  const found = specification.components.find((each) => each.name === name);
  const now = found === undefined ? undefined : markDemands(specification, found, ports);
  const about = { specification: specification.path, component: name };
  const noted = now === undefined ? ok(undefined) : await acceptInLedger(about, { accepted, now }, ports);
  return noted.ok ? ok({ session: stored.value, accepted }) : noted;
}
