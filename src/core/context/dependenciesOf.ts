import type { Component, Specification } from '../spec/specification';

const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Shorter names are words that say something else as often as not. */
const SHORTEST_NAME = 4;
/** What is named by more than so many is no dependency but the way the specification speaks. */
const MOST = 6;

/**
 * The other components that a component's part of the specification names: by their name, by a class or a type that they alone declare,
 * or by their file. In the order of the specification; none when it names nearly all.
 */
export function dependenciesOf(component: Component, { components }: Specification): readonly Component[] {
  const said = new Set(component.excerpt.match(IDENTIFIER));
  const own = new Set([component.name, ...component.symbols]);
  const declared = new Map<string, number>();
  for (const { symbols } of components)
    for (const symbol of new Set(symbols)) declared.set(symbol, (declared.get(symbol) ?? 0) + 1);
  const tells = (name: string) => name.length >= SHORTEST_NAME && said.has(name) && !own.has(name);
  const found = components.filter(
    (other) =>
      other.name !== component.name &&
      (tells(other.name) ||
        other.symbols.some((symbol) => /^\p{Lu}/u.test(symbol) && declared.get(symbol) === 1 && tells(symbol)) ||
        (other.implementationPath !== undefined && component.excerpt.includes(other.implementationPath))),
  );
  return found.length > MOST ? [] : found;
}
