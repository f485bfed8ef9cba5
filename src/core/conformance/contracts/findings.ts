import type { Position } from '../../lib/lines';
import type { ContractFinding } from './contractFinding';

/** Collects what is wrong in files; the same thing at the same place once. */
export class Findings {
  private readonly found = new Map<string, ContractFinding>();

  error(path: string, position: Position, message: string): void {
    this.add({ severity: 'error', place: { path, position }, message });
  }

  warn(path: string, position: Position, message: string): void {
    this.add({ severity: 'warning', place: { path, position }, message });
  }

  add(finding: ContractFinding): void {
    const { path, position } = finding.place;
    this.found.set(JSON.stringify([path, position?.line, position?.column, finding.message]), finding);
  }

  /** By file, in the order of its lines. */
  get all(): readonly ContractFinding[] {
    return [...this.found.values()].sort(
      ({ place: one }, { place: other }) =>
        (one.path < other.path ? -1 : one.path > other.path ? 1 : 0) ||
        (one.position?.line ?? 0) - (other.position?.line ?? 0) ||
        (one.position?.column ?? 0) - (other.position?.column ?? 0),
    );
  }
}
