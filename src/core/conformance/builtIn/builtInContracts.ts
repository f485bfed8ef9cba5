import { fromPlain } from '../../lib/yamlNode';
import type { DeclaredContract } from '../contracts/declaredContract';
import type { Findings } from '../contracts/findings';
import { declaredBy } from '../contracts/readContract';
import { BASE } from './base';
import { GO_PATTERNS } from './goPatterns';
import { PYTHON_PATTERNS } from './pythonPatterns';
import { PYTHON_TESTING } from './pythonTesting';
import { SECURITY } from './security';
import { TESTING } from './testing';
import { TYPESCRIPT_PATTERNS } from './typescriptPatterns';

const SETS = {
  _base: BASE,
  _security: SECURITY,
  _testing: TESTING,
  '_testing-python': PYTHON_TESTING,
  '_patterns-python': PYTHON_PATTERNS,
  '_patterns-typescript': TYPESCRIPT_PATTERNS,
  '_patterns-go': GO_PATTERNS,
};

/** Contracts that are shipped with the product; each holds only where a contract of a project extends it. */
export function builtInContracts(findings: Findings): readonly DeclaredContract[] {
  return Object.entries(SETS).flatMap(
    ([name, set]) => declaredBy(fromPlain(set), `built-in/${name}.contract.yaml`, 'built in', findings) ?? [],
  );
}
