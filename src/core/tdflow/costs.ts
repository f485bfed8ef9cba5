import type { Phase } from '../phase';
import { PHASES } from '../phase';
import { requirementIds } from '../verdict/requirementIds';
import type { Verdict } from '../verdict/verdict';
import type { AttemptRecord, Session, SessionComponent } from './session';

/** What answers cost together. */
export interface Costs {
  /** In US dollars, of those whose cost is known. */
  readonly amount: number;
  /** How many there were beside whose cost nobody knows. */
  readonly unknown: number;
}

export interface ComponentCosts extends Costs {
  readonly name: string;
  readonly phases: readonly (Costs & { readonly phase: Phase; readonly attempts: readonly AttemptRecord[] })[];
}

export interface SessionCosts extends Costs {
  readonly components: readonly ComponentCosts[];
  /** The requirements that tests of reached verdicts name. */
  readonly requirements: readonly string[];
  /** `amount` for each of those; undefined when there is none. */
  readonly perRequirement: number | undefined;
}

/** Names that stand in records for answers that nobody is paid for. */
const FREE: readonly string[] = ['none', 'manual', 'recorded'];

/** What the answers of a session cost, from its records. An answer that came to nothing before it was recorded is not in them. */
export function sessionCosts(
  session: Session,
  verdictOf: (component: string, phase: Phase) => Verdict | undefined,
): SessionCosts {
  const components = session.components.map(componentCosts);
  const sum = together(components);
  const requirements = provenRequirements(session, verdictOf);
  const perRequirement = requirements.length === 0 ? undefined : sum.amount / requirements.length;
  return { ...sum, components, requirements, perRequirement };
}

/** What the attempts at a component cost, phase by phase and together. */
export function componentCosts({ name, attempts }: SessionComponent): ComponentCosts {
  const phases = PHASES.map((phase) => {
    const own = attempts.filter((attempt) => attempt.phase === phase);
    return { phase, attempts: own, ...together(own.map(costsOf)) };
  });
  return { name, phases, ...together(phases) };
}

function costsOf({ cost, model }: AttemptRecord): Costs {
  return { amount: cost ?? 0, unknown: cost === undefined && !FREE.includes(model) ? 1 : 0 };
}

function together(parts: readonly Costs[]): Costs {
  return {
    amount: parts.reduce((sum, { amount }) => sum + amount, 0),
    unknown: parts.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function provenRequirements(
  { components }: Session,
  verdictOf: (component: string, phase: Phase) => Verdict | undefined,
): readonly string[] {
  const verdicts = components.flatMap(({ name, phases }) =>
    PHASES.flatMap((phase) => (phases[phase]?.state === 'reached' ? (verdictOf(name, phase) ?? []) : [])),
  );
  const tests = verdicts.flatMap((verdict) => verdict.tests.filter(({ asNeeded }) => asNeeded));
  const nowhereElse = { facts: undefined, text: undefined, specified: new Set<string>() };
  return [...new Set(tests.flatMap((test) => requirementIds(test, nowhereElse)))].sort();
}
