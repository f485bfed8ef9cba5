import type { CodebaseProfile } from '../codebase/profile';
import type { Mode, WritingPhase } from '../phase';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import type { Omission } from './contextBundle';
import type { Candidate } from './fitToBudget';

/** What the context of a generation is made from. */
export interface ContextRequest {
  readonly specification: Specification;
  readonly component: Component;
  /** The component's test files and what they use, as far as they exist. */
  readonly tests: readonly CheckedPath[];
  readonly implementationPath: CheckedPath;
  /** Other components that this one works with and nobody has written yet. */
  readonly unwritten: readonly Component[];
  /** Further documents about what is built, as far as they exist. */
  readonly documents: readonly CheckedPath[];
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly profile: CodebaseProfile | undefined;
  /** Paths of this project that show its way of writing, the same in every phase of the component. */
  readonly examples: readonly CheckedPath[];
  /** What the runner printed when the tests last failed, or the failure to be fixed. */
  readonly failure: string | undefined;
  /** Why a file may not be shown to a model; undefined for one that may. */
  readonly whyExcluded: (path: string) => string | undefined;
}

/** What could be in the prompt, and what cannot, whatever the budget. */
export interface Gathered {
  /** Most important first. */
  readonly candidates: readonly Candidate[];
  readonly omitted: readonly Omission[];
}
