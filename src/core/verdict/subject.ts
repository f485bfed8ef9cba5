import { editDistance } from '../lib/editDistance';
import type { DeclaredSymbol } from '../spec/declaredSymbol';
import type { Component, Specification } from '../spec/specification';
import { specifiedWords } from './specifiedWords';

/** The module under test and the names that its specification explains; what RED failures are held against. */
export interface Subject {
  readonly implementationPath: string;
  /** Whether the file is there, whatever it holds. */
  readonly exists: boolean;
  /** The specification's other components: their absence is explained too. */
  readonly siblings: readonly Sibling[];
  /** What the specification declares of the module; empty when it declares nothing. */
  readonly interface: readonly DeclaredSymbol[];
  /** Every name that the specification explains: declared, or written like code in its prose. */
  readonly words: ReadonlySet<string>;
}

export interface Sibling {
  readonly component: string;
  readonly path: string;
  readonly exists: boolean;
  readonly interface: readonly DeclaredSymbol[];
}

/** @param files `present`: those of the specification's implementation paths where a file is */
export function subjectOf(
  specification: Specification,
  component: Component,
  files: { readonly implementationPath: string; readonly present: ReadonlySet<string> },
): Subject {
  const { implementationPath, present } = files;
  const siblings = specification.components.flatMap(({ name, implementationPath: path, interface: symbols }) =>
    name === component.name || path === undefined
      ? []
      : [{ component: name, path, exists: present.has(path), interface: symbols }],
  );
  const words = new Set([
    ...component.symbols,
    ...namesIn(component.interface),
    ...specifiedWords(`${specification.general}\n${component.excerpt}`),
  ]);
  return {
    implementationPath,
    exists: present.has(implementationPath),
    siblings,
    interface: component.interface,
    words,
  };
}

/** Names of symbols and of their members. */
export function namesIn(symbols: readonly DeclaredSymbol[]): readonly string[] {
  return symbols.flatMap((symbol) => [symbol.name, ...namesIn(symbol.members)]);
}

/** A declared symbol by its whole name: `Cart`, `Cart.add`. */
export function declaredAs(symbols: readonly DeclaredSymbol[], wholeName: string): DeclaredSymbol | undefined {
  const [first = '', ...rest] = wholeName.split('.');
  const found = symbols.find((symbol) => symbol.name === first);
  return found === undefined || rest.length === 0 ? found : declaredAs(found.members, rest.join('.'));
}

/**
 * Whether an import of `module` is an import of the file at `path`. Python names are dotted and may start at any folder of
 * the path or name a package on the way to it; JavaScript names are workspace-relative paths, with or without extension: a bare
 * name there is a package. Of other languages, whose names begin with what the project is called, the end counts.
 */
export function isModuleOf(module: string, path: string): boolean {
  if (SCRIPT.test(path)) return withoutExtension(module) === withoutExtension(path);
  const segments = withoutExtension(path).split('/');
  if (path.endsWith('.py')) return isPartOf(module.split('.'), segments);
  const parts = module.split(/[.:/\\]+/).filter((part) => part !== '' && !RELATIVE.has(part));
  return parts.some((_, start) => isPartOf(parts.slice(start), segments));
}

/** The nearest of `names` when it is near enough to be a slip of the pen: at most two letters away. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.min(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const away = editDistance(name, candidate, distance);
    if (away > 0 && away < distance) [best, distance] = [candidate, away];
  }
  return best;
}

const SCRIPT = /\.[cm]?[jt]sx?$/;
const RELATIVE = new Set(['crate', 'self', 'super']);

function isPartOf(wanted: readonly string[], segments: readonly string[]): boolean {
  return segments.some((_, start) => wanted.every((part, index) => segments[start + index] === part));
}

function withoutExtension(path: string): string {
  return path.replace(/\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs)$/, '');
}
