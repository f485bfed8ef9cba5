import type { Position } from '../lib/lines';

/** One thing that can be seen to hold or not. */
export interface Criterion {
  /** As the specification gives it; else the requirement's id and a number: `FR-001.2`. */
  readonly id: string;
  /** Without its id, as written. */
  readonly text: string;
  readonly position: Position;
  /** Where its id begins, where that is not at `position`. */
  readonly idPosition?: Position;
}

/** What the specification demands, and how it is known to be met. */
export interface Requirement {
  /** As the specification gives it: `FR-001`, `2`, or a name where names are the ids. */
  readonly id: string;
  /** '' when it has none of its own. */
  readonly title: string;
  /** What is demanded, without its criteria, as written. */
  readonly text: string;
  readonly criteria: readonly Criterion[];
  /** Of a method: what it takes, gives and refuses, a line each; set where something is said. */
  readonly signature?: readonly string[];
  /** Ids of requirements. */
  readonly dependencies: readonly string[];
  /** The component for which alone it was written; undefined: not said. */
  readonly component: string | undefined;
  /** What a proposed change does with it; undefined in a specification of what holds. */
  readonly change: 'added' | 'modified' | 'removed' | 'renamed' | undefined;
  /** The name that it had before a proposed change. */
  readonly renamedFrom?: string;
  readonly position: Position;
  /** Where its id begins, where that is not at `position`. */
  readonly idPosition?: Position;
  /** Behind its last line with text, where it is known. */
  readonly end?: Position;
}

/** Ways of writing a specification that are told apart by their content. */
export type Dialect = 'components' | 'requirements' | 'sparc' | 'spec-kit' | 'kiro' | 'openspec' | 'markdown';
