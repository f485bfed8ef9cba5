import type { Problem } from '../errors';
import type { Position } from '../lib/lines';
import type { SpecificationWarning, WarningRemedy } from './specification';

/** Collects what is wrong with one specification file while it is read, so that the user sees all of it at once. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: SpecificationWarning[] = [];

  constructor(private readonly path: string) {}

  problem(position: Position, detail: string, remedy: string): void {
    this.problems.push({ kind: 'spec-invalid', place: { path: this.path, position }, detail, remedy });
  }

  warn(position: Position, message: string, remedy?: WarningRemedy): void {
    this.warnings.push({ position, message, ...(remedy === undefined ? {} : { remedy }) });
  }
}
