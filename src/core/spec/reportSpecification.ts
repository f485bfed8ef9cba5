import type { Problem } from '../errors';
import type { Position } from '../lib/lines';
import type { Result } from '../lib/result';
import type { LintSettings } from './lintSpecification';
import { lintSpecification } from './lintSpecification';
import type { LoadedSpecification } from './loadSpecification';
import type { WarningRemedy } from './specification';

/** Something in a specification that a user should look at. */
export interface SpecificationFinding {
  /** An error keeps it from being built; information is about words. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly position: Position;
  /** Sentences. */
  readonly message: string;
  readonly remedy?: WarningRemedy;
}

/** All that is told of a specification, as problem, warning or lint; undefined settings leave the lint out. */
export function reportSpecification(
  text: string,
  loaded: Result<LoadedSpecification, readonly Problem[]>,
  lint: LintSettings | undefined,
): readonly SpecificationFinding[] {
  if (!loaded.ok) {
    return loaded.problem.flatMap((problem): readonly SpecificationFinding[] => {
      if (problem.kind !== 'spec-invalid') return [];
      const { place, detail, remedy } = problem;
      const position = place.position ?? { line: 1, column: 1 };
      return [{ severity: 'error', position, message: `${detail}. ${remedy}` }];
    });
  }
  const { specification, warnings } = loaded.value;
  const linted = lint === undefined ? [] : lintSpecification(text, specification.requirements, lint);
  return [
    ...warnings.map((each) => ({ ...each, severity: 'warning' as const, message: `${each.message}.` })),
    ...linted.map((each) => ({ ...each, severity: 'information' as const, message: `${each.message}.` })),
  ];
}
