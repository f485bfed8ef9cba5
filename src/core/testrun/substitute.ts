import type { DeclaredSymbol } from '../spec/declaredSymbol';

/** Subjects so simple that no good test is satisfied by one; each method gives the named value, or raises. */
export const TRIVIAL_SUBJECTS = ['none', 'zero', 'empty', 'argument', 'raises'] as const;
export type TrivialSubject = (typeof TRIVIAL_SUBJECTS)[number];

/** A module that is replaced during a run. Nothing of it is written into the workspace. */
export interface SubstituteModule {
  /** Workspace-relative path of the module; the file may be missing. */
  readonly path: string;
  /** What the specification declares of it; any other name that is asked for is there too, and permissive. */
  readonly shape: readonly DeclaredSymbol[];
}

/**
 * What stands in the place of modules under test. `not-implemented`: classes can be made and names are there, but whatever is
 * called says that it is not implemented, and no value equals another. The others are the trivial subjects.
 */
export interface Substitute {
  /** At least one; the first is the module under test, others are components that do not exist yet. */
  readonly modules: readonly SubstituteModule[];
  readonly behaviour: 'not-implemented' | TrivialSubject;
}
