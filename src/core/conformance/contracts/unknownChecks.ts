import type { Contract, ContractCheck } from './contract';
import type { ContractFinding } from './contractFinding';

/** A check that is evaluated nowhere, and of which nothing is found wrong that would say so. */
export interface UnknownCheck {
  readonly check: ContractCheck;
  /** A clause. */
  readonly why: string;
}

/** The checks in force that nobody can tell although they are written rightly, each once. */
export function unknownChecks(
  contracts: readonly Contract[],
  findings: readonly ContractFinding[],
): readonly UnknownCheck[] {
  const inForce = contracts.filter(({ isEnabled, isBase }) => isEnabled && !isBase).flatMap(({ checks }) => checks);
  const lines = new Map<string, number[]>();
  for (const { place } of contracts.flatMap(({ checks }) => checks))
    lines.set(place.path, [...(lines.get(place.path) ?? []), place.position?.line ?? 1]);
  const isTold = ({ place: { path, position } }: ContractCheck): boolean => {
    const from = position?.line ?? 1;
    const next = Math.min(...(lines.get(path) ?? []).filter((line) => line > from));
    return findings.some(({ place }) => {
      const line = place.position?.line ?? 1;
      return place.path === path && line >= from && line < next;
    });
  };
  const unknown = new Map<string, UnknownCheck>();
  for (const check of inForce) {
    const { work, place, isEnabled } = check;
    if (work.type !== 'not evaluated' || !isEnabled || isTold(check)) continue;
    unknown.set(JSON.stringify([place.path, place.position?.line, work.why]), { check, why: work.why });
  }
  return [...unknown.values()];
}
