import type { ContractFinding } from '../contracts/contractFinding';

/** `contracts/a.contract.yaml:3:1: error: ...` */
export function findingLine({ severity, place: { path, position }, message }: ContractFinding): string {
  return `${path}${position === undefined ? '' : `:${position.line}:${position.column}`}: ${severity}: ${message}`;
}
