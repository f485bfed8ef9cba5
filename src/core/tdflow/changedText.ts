import type { Component, Specification } from '../spec/specification';
import { driftBetween, driftWords, markDemands } from './demands';
import { markSpecification } from './fileMarks';
import type { Ports } from './ports';
import type { SessionComponent } from './session';

/**
 * What of a component's specification is not what RED proved, in words that begin a sentence; undefined when it is the same, or a
 * person looked at what is not.
 */
export function changedText(
  { specification, component }: { readonly specification: Specification; readonly component: Component },
  begun: SessionComponent | undefined,
  ports: Pick<Ports, 'hash'>,
): string | undefined {
  const red = begun?.phases.red;
  if (red === undefined) return undefined;
  const whole = `The specification of ${component.name}`;
  if (red.demands === undefined) {
    const isSame = red.specification === '' || red.specification === markSpecification(component, ports);
    return isSame ? undefined : whole;
  }
  const now = markDemands(specification, component, ports);
  const open = driftBetween(red.demands, now, begun?.accepted).filter(({ acceptedAt }) => acceptedAt === undefined);
  if (open.length === 0) return undefined;
  return open.every(({ what }) => what === '')
    ? whole
    : `In the specification of ${component.name}, ${driftWords(open)}`;
}
