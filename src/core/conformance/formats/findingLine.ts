import type { ContractFinding } from '../contracts/contractFinding';
import { placeOf } from './placeOf';

/** `contracts/a.contract.yaml:3:1: error: ...` */
export function findingLine({ severity, place: { path, position }, message }: ContractFinding): string {
  const place = placeOf({ path, line: position?.line });
  return `${place}${position === undefined ? '' : `:${position.column}`}: ${severity}: ${message}`;
}
