import type { Strength } from '../../proof/mutation/strength';
import type { SuggestedCriterion } from '../../proof/mutation/suggestedCriteria';
import { saidAlready, suggestedCriteria } from '../../proof/mutation/suggestedCriteria';
import type { Criterion } from '../../spec/requirement';
import { requirementsOf } from '../../spec/requirementsOf';
import type { Specification } from '../../spec/specification';

/** A suggested criterion as a specification stands to it. */
export interface Suggestion {
  readonly component: string;
  readonly criterion: SuggestedCriterion;
  /** Ids of what it may be added to: those whose tests run there, or all of the component where that is not known. */
  readonly of: readonly string[];
  /** Whether tests name those that `of` has. */
  readonly isKnown: boolean;
  /** What says it already. */
  readonly said: Criterion | undefined;
}

/** What the survivors of a component's check suggest, by the specification as it is now. */
export function suggestionsFor(
  strength: Pick<Strength, 'component' | 'mutants'>,
  specification: Specification,
): readonly Suggestion[] {
  const component = specification.components.find(({ name }) => name === strength.component);
  if (component === undefined) return [];
  const own = requirementsOf(specification, component);
  const ids = own.map(({ id }) => id);
  // Where components and methods have the criteria, the component has its own.
  const all = specification.dialect === 'components' ? [...new Set([...ids, component.name])] : ids;
  const criteria = own.flatMap((each) => each.criteria);
  return suggestedCriteria(strength).map((criterion) => {
    const known = criterion.requirements.filter((id) => ids.includes(id));
    const of = known.length === 0 ? all : known;
    const said = saidAlready(criterion, criteria);
    return { component: component.name, criterion, of, isKnown: known.length > 0, said };
  });
}
