import type { Position } from '../lib/lines';
import type { DeclaredSymbol } from './declaredSymbol';
import type { Dialect, Requirement } from './requirement';

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
  /** What the specification says the component depends on, as written: names of other components, files, or anything else. */
  readonly dependencies: readonly string[];
  /** Whether a requirement that belongs to no single component is for this one, by its id; undefined: each is. */
  readonly has?: (requirement: string) => boolean;
  /** The component's own part of the specification, in the file's own language, ready for the prompt. */
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
  readonly dialect: Dialect;
  /** What applies to every component, without the components themselves, as the file is written. */
  readonly general: string;
  /** At least one. */
  readonly components: readonly Component[];
  /** What is demanded, in the order of the file; empty when it names nothing that could be proven alone. */
  readonly requirements: readonly Requirement[];
}

/** Something a reader of the specification should know; it does not stop the work. */
export interface SpecificationWarning {
  readonly position: Position;
  readonly message: string;
  /** What would mend it, where that can be written for the user. */
  readonly remedy?: WarningRemedy;
}

/** A part gets an id of its own, or a criterion, or becomes two. */
export interface WarningRemedy {
  readonly kind: 'new-id' | 'missing-id' | 'add-criterion' | 'split';
  /** Of the part, as it stands; or one of the kind that it should have, such as `FR-000`. */
  readonly id: string;
  /**
   * Where the id stands, in this line at or after it; or behind the last line of the requirement, or its beginning in YAML, for a
   * criterion; or where the part begins.
   */
  readonly at: Position;
}
