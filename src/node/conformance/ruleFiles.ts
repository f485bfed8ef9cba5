import { isContractFile } from '../../core/conformance/contracts/contractFile';
import type { Findings } from '../../core/conformance/contracts/findings';
import type { ContractSource } from '../../core/conformance/contracts/readContract';
import { checkPath } from '../../core/workspace/checkedPath';
import type { OwnPath } from '../../core/workspace/ownPath';
import { CONTRACTS_FOLDER, EXEMPTIONS_FOLDER, ruleFile } from '../../core/workspace/ownPath';
import type { NodeWorkspace } from '../nodeWorkspace';
import type { OwnFiles } from '../ownFiles';

/** In bytes; far more than somebody writes. */
const LARGEST = 1_000_000;
const MOST_FILES = 1_000_000;
const START = { line: 1, column: 1 };

interface Places {
  readonly workspace: NodeWorkspace;
  readonly files: OwnFiles;
}

/** The files of contracts: `contracts/**` that end in .contract.yaml, and `.agentforge/contracts`. What cannot be read is a finding. */
export async function contractFiles(
  { workspace, files }: Places,
  findings: Findings,
): Promise<readonly ContractSource[]> {
  const sources: ContractSource[] = [];
  for (const path of (await workspace.list(MOST_FILES)).filter(isContractFile)) {
    const checked = await checkPath(path, workspace);
    const file = checked.ok ? await workspace.read(checked.value) : undefined;
    if (file !== undefined && file !== 'unreadable') sources.push({ path, text: file.text });
    else findings.error(path, START, `The contract cannot be read: ${checked.ok ? 'it is no text' : checked.problem}.`);
  }
  return [...sources, ...(await filesIn(CONTRACTS_FOLDER, files, findings))];
}

/** The files of exemptions: `.agentforge/exemptions`. */
export async function exemptionFiles(files: OwnFiles, findings: Findings): Promise<readonly ContractSource[]> {
  return filesIn(EXEMPTIONS_FOLDER, files, findings);
}

async function filesIn(folder: OwnPath, files: OwnFiles, findings: Findings): Promise<readonly ContractSource[]> {
  const sources: ContractSource[] = [];
  for (const name of (await files.list(folder)).filter((each) => /\.ya?ml$/.test(each))) {
    const path = ruleFile(folder, name);
    const read = path.ok ? await files.readSmall(path.value, LARGEST) : path;
    const shown = `${folder.relative}/${name}`;
    if (!read.ok) findings.error(shown, START, `The file cannot be read: ${read.problem}.`);
    else if (read.value !== undefined)
      sources.push({ path: shown, text: read.value.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') });
  }
  return sources;
}
