import { builtInContracts } from '../../core/conformance/builtIn/builtInContracts';
import type { Contract } from '../../core/conformance/contracts/contract';
import type { ContractFinding } from '../../core/conformance/contracts/contractFinding';
import type { DeclaredContract } from '../../core/conformance/contracts/declaredContract';
import { Findings } from '../../core/conformance/contracts/findings';
import { readContract } from '../../core/conformance/contracts/readContract';
import { resolveContracts } from '../../core/conformance/contracts/resolveContracts';
import { checkExemptions } from '../../core/conformance/exemptions/checkExemptions';
import type { Exemption } from '../../core/conformance/exemptions/exemption';
import { readExemption } from '../../core/conformance/exemptions/readExemption';
import type { Baseline } from '../../core/conformance/report/baseline';
import { readBaseline } from '../../core/conformance/report/baseline';
import { CONFORMANCE_BASELINE } from '../../core/workspace/ownPath';
import type { NodeWorkspace } from '../nodeWorkspace';
import type { OwnFiles } from '../ownFiles';
import { contractFiles, exemptionFiles } from './ruleFiles';

/** In bytes; hundreds of thousands of violations. */
const LARGEST_BASELINE = 64_000_000;

/** All that a project is held against. */
export interface Rules {
  readonly declared: readonly DeclaredContract[];
  /** With those that are built in. */
  readonly contracts: readonly Contract[];
  readonly exemptions: readonly Exemption[];
  /** Undefined when there is none. */
  readonly baseline: Baseline | undefined;
  readonly findings: readonly ContractFinding[];
}

/** @param today ISO date */
export async function loadRules(
  { workspace, files }: { readonly workspace: NodeWorkspace; readonly files: OwnFiles },
  today: string,
): Promise<Rules> {
  const findings = new Findings();
  const sources = await contractFiles({ workspace, files }, findings);
  const own = sources.flatMap((source) => readContract(source, findings) ?? []);
  const declared = [...own, ...builtInContracts(findings)];
  const contracts = resolveContracts(declared, findings);
  const exemptions = (await exemptionFiles(files, findings)).flatMap(
    (source) => readExemption(source, today, findings) ?? [],
  );
  checkExemptions(exemptions, contracts, findings);
  const baseline = await loadBaseline(files, findings);
  return { declared, contracts, exemptions, baseline, findings: findings.all };
}

async function loadBaseline(files: OwnFiles, findings: Findings): Promise<Baseline | undefined> {
  const text = await files.readSmall(CONFORMANCE_BASELINE, LARGEST_BASELINE);
  const read = text.ok ? (text.value === undefined ? undefined : readBaseline(text.value)) : text;
  if (read === undefined || read.ok) return read?.value;
  const message = `The baseline is left out: ${read.problem}. Restore it from the history of the project.`;
  findings.error(CONFORMANCE_BASELINE.relative, { line: 1, column: 1 }, message);
  return undefined;
}
