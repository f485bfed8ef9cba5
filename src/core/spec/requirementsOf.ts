import type { Requirement } from './requirement';
import type { Component, Specification } from './specification';

/** What is demanded of a component, in the order of the file: what is for it alone, and what is for all. */
export function requirementsOf(
  { requirements }: Pick<Specification, 'requirements'>,
  component: Pick<Component, 'name' | 'has'>,
): readonly Requirement[] {
  return requirements.filter(({ id, component: owner }) =>
    owner === undefined ? (component.has?.(id) ?? true) : owner === component.name,
  );
}
