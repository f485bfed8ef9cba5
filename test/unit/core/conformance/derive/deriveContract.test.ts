import assert from 'node:assert/strict';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { readContract } from '../../../../../src/core/conformance/contracts/readContract';
import { resolveContracts } from '../../../../../src/core/conformance/contracts/resolveContracts';
import type { Candidate } from '../../../../../src/core/conformance/derive/candidate';
import { contractOfAll, deriveContract } from '../../../../../src/core/conformance/derive/deriveContract';

/** What becomes of candidates to which all files of a project hold. */
function derived(...candidates: Candidate[]) {
  const findings = new Findings();
  const declared = readContract({ path: 'derived', text: contractOfAll(candidates) }, findings);
  assert.ok(declared);
  const [contract] = resolveContracts([declared], findings);
  assert.ok(contract);
  const results = contract.checks.map((check) => ({ contract, check, files: 3, breaches: [], notEvaluated: [] }));
  return deriveContract(candidates, { results, files: 3, withoutText: 0, leftAway: 0 });
}

describe('the contract that is derived from a codebase profile', () => {
  it('has what a hostile profile calls things in its comments and names, and nowhere else', () => {
    const evil = 'a\n  - id: evil\n    type: command\r\n#: "\'{[\u2028  - id: worse';
    const config = { pattern: 'x', mode: 'forbid' };
    const { text, checks } = derived({ id: `no ${evil}`, check: { name: evil, type: 'regex', config }, seen: evil });
    assert.deepEqual(checks, [`no ${evil}`]);
    const findings = new Findings();
    const read = readContract({ path: 'derived', text }, findings);
    assert.deepEqual(
      read?.checks.map(({ id }) => id),
      [`no ${evil}`],
    );
    assert.doesNotMatch(text, /^\s*- id: (?:evil|worse)/m);
  });
});
