import { splitWords } from '../lib/words';
import type { Requirement } from './requirement';
import type { Component, Specification } from './specification';

/** In which order the components of a specification are built, and why. */
export interface BuildOrder {
  /** What a component needs comes before it; what says nothing of it stays where the file has it. */
  readonly components: readonly Component[];
  /** The names of the components that one needs, by its name, in the order of the file. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Names of components that need each other in a circle, each circle once; what closes it is not waited for. */
  readonly circles: readonly (readonly string[])[];
}

/** Puts components behind those that they are said to depend on, themselves or by their requirements. */
export function buildOrder(specification: Specification): BuildOrder {
  const { components } = specification;
  const naming = components.map(namingOf);
  const stated = new Map(components.map((each) => [each.name, namedBy(each, naming, specification.requirements)]));
  const ordered: Component[] = [];
  const circles: (readonly string[])[] = [];
  const needs = new Map<string, readonly string[]>();
  const done = new Set<string>();
  const visit = (component: Component, path: readonly string[]): void => {
    const { name } = component;
    if (done.has(name)) return;
    const way = [...path, name];
    const kept: string[] = [];
    for (const other of components) {
      if (stated.get(name)?.has(other.name) !== true) continue;
      const start = way.indexOf(other.name);
      if (start >= 0) circles.push(way.slice(start));
      else {
        visit(other, way);
        kept.push(other.name);
      }
    }
    needs.set(name, kept);
    done.add(name);
    ordered.push(component);
  };
  for (const component of components) visit(component, []);
  return { components: ordered, needs, circles };
}

/** How a stated dependency can name a component. */
interface Naming {
  readonly name: string;
  /** Of its name, in any spelling. */
  readonly words: string;
  /** Its name within a sentence. */
  readonly said: RegExp;
  readonly path: string | undefined;
}

function namingOf({ name, implementationPath }: Component): Naming {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const said = new RegExp(`(?<![\\p{L}\\p{N}_.-])${escaped}(?![\\p{L}\\p{N}_-])`, 'u');
  return { name, words: wordsOf(name), said, path: implementationPath };
}

/** The other components that this one, or a requirement of it, says it depends on. */
function namedBy(
  { name, dependencies }: Component,
  naming: readonly Naming[],
  requirements: readonly Requirement[],
): ReadonlySet<string> {
  const texts = dependencies.map((text) => ({ text, words: wordsOf(text) }));
  const stated = naming.filter((other) => texts.some((each) => names(each, other)));
  const own = requirements.filter(({ component }) => component === name);
  const wanted = new Set(own.flatMap((requirement) => requirement.dependencies));
  const demanded = requirements.flatMap(({ id, component }) => (wanted.has(id) ? (component ?? []) : []));
  return new Set([...stated.map((other) => other.name), ...demanded].filter((other) => other !== name));
}

function names({ text, words }: { readonly text: string; readonly words: string }, other: Naming): boolean {
  if (words === other.words || (text.includes(other.name) && other.said.test(text))) return true;
  return other.path !== undefined && text.includes(other.path);
}

function wordsOf(text: string): string {
  return splitWords(text).join(' ');
}
