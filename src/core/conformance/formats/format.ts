import type { ContractFinding } from '../contracts/contractFinding';
import type { ConformanceReport } from '../report/report';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** What a report is written from. */
export interface Written {
  readonly report: ConformanceReport;
  /** What is wrong with contracts, exemptions and baseline. */
  readonly findings: readonly ContractFinding[];
  /** Of the product. */
  readonly version: string;
}
