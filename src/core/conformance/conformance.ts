import type { ContractFinding } from './contracts/contractFinding';
import type { ConformanceReport } from './report/report';

/** What came of holding files against the contracts of their project. */
export interface Looked {
  readonly report: ConformanceReport;
  /** What is wrong with the contracts themselves. */
  readonly findings: readonly ContractFinding[];
}

/** Holds files against the contracts of their project; runs no command. */
export interface Conformance {
  /** Paths are workspace-relative. Undefined when the project has no contracts, or nobody waits any more. */
  look(paths: readonly string[], signal: AbortSignal): Promise<Looked | undefined>;
}
