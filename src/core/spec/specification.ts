import type { Position } from '../lib/lines';
import type { DeclaredSymbol } from './declaredSymbol';

/** One part of a specification that is built on its own: it has tests and an implementation. */
export interface Component {
  readonly name: string;
  readonly description: string;
  /** Workspace-relative path with forward slashes as the specification gives it; undefined when it gives none. */
  readonly implementationPath: string | undefined;
  readonly testPath: string | undefined;
  /** Names of classes, functions, methods, fields and enum values that the specification declares for this component. */
  readonly symbols: readonly string[];
  /** What the component's module offers, as far as the specification declares it; empty when it declares nothing. */
  readonly interface: readonly DeclaredSymbol[];
  /** The component's own part of the specification: YAML text, ready for the prompt. */
  readonly excerpt: string;
  /** True when the specification names no components and this one was made from an entity or interface. */
  readonly derived: boolean;
  /** Where the component stands in the file. */
  readonly position: Position;
}

/** A loaded specification, whatever its dialect. */
export interface Specification {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Workspace-relative path with forward slashes. */
  readonly path: string;
  /** First 16 hex digits of the SHA-256 of the file's bytes. */
  readonly hash: string;
  readonly shape: 'components' | 'requirements';
  /** What applies to every component: YAML text without the components themselves. */
  readonly general: string;
  /** At least one. */
  readonly components: readonly Component[];
}

/** Something a reader of the specification should know; it does not stop the work. */
export interface SpecificationWarning {
  readonly position: Position;
  readonly message: string;
}
