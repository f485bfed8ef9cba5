import { DERIVED_NAME } from '../conformance/derive/deriveContract';
import type { CheckedPath } from '../workspace/checkedPath';
import type { DocumentWork } from './documentPiece';

/** From the root; beside the contracts that people write. */
export const DERIVED_CONTRACT = `contracts/${DERIVED_NAME}.contract.yaml`;
export const CONTRACTS_WORK = 'contracts';

/** The proposal of a derived contract: reviewed, kept in the history and taken back like any other document. */
export function contractsWork(path: CheckedPath): Pick<DocumentWork, 'name' | 'pieces'> {
  const instructions = 'Propose a contract of what this project does already.';
  return {
    name: CONTRACTS_WORK,
    pieces: [{ id: 'contract', documents: [path], role: '', material: [], instructions }],
  };
}
