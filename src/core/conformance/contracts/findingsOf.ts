import type { ContractFinding } from './contractFinding';
import type { DeclaredContract } from './declaredContract';
import { Findings } from './findings';
import type { ContractSource } from './readContract';
import { resolveContracts } from './resolveContracts';
import { typedAmong } from './typedAmong';

/** What is wrong in a contract as it is written now, among the others as they were read. */
export function findingsOf(source: ContractSource, declared: readonly DeclaredContract[]): readonly ContractFinding[] {
  const findings = new Findings();
  resolveContracts(typedAmong(source, declared, findings), findings);
  return findings.all.filter(({ place }) => place.path === source.path);
}
