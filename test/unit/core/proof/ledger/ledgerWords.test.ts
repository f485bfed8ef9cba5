import assert from 'node:assert/strict';
import type { CheckedProof, LedgerFinding } from '../../../../../src/core/proof/ledger/ledgerFinding';
import { ledgerHolds } from '../../../../../src/core/proof/ledger/ledgerFinding';
import {
  findingLine,
  githubAnnotation,
  ledgerSummary,
  proofLine,
} from '../../../../../src/core/proof/ledger/ledgerWords';

const finding: LedgerFinding = {
  ...{ code: 'red-differs', level: 'error', component: 'cart', file: 'tests/a,b:c.py', line: 7 },
  detail: '100 %\r\n::error::x',
};
const proof: CheckedProof = {
  specification: 's.yaml',
  component: 'cart',
  phases: ['red', 'green'],
  state: 'holds',
  red: 1,
  passing: 2,
};

describe('words about a ledger', () => {
  it('an annotation is one command, whatever is in it', () => {
    assert.equal(
      githubAnnotation(finding),
      '::error file=tests/a%2Cb%3Ac.py,line=7,title=AgentForge ledger%3A red-differs::100 %25%0D%0A::error::x',
    );
    const notice = { ...finding, level: 'notice', line: undefined } as const;
    assert.match(githubAnnotation(notice), /^::notice file=[^:]*,title=/);
  });

  it('no other line is a command of a job, whatever an entry says', () => {
    for (const hostile of ['::error ::owned', 'x\n::error ::owned', ' \r\n::stop-commands::x', '##[error]owned']) {
      const lines = [proofLine({ ...proof, component: hostile }), findingLine({ ...finding, detail: hostile })];
      for (const line of lines) assert.doesNotMatch(line, /^\s*::|\n|##\[/, hostile);
    }
  });

  it('count what was run', () => {
    assert.equal(
      proofLine(proof),
      'cart (s.yaml), RED, GREEN: holds: 1 test fails without the code as recorded, 2 tests pass with it',
    );
    assert.equal(proofLine({ ...proof, state: 'not-evaluated' }), 'cart (s.yaml), RED, GREEN: not evaluated');
    assert.match(findingLine(finding), /^tests\/a,b:c\.py:7: error: .* \[red-differs\]$/s);
  });

  it('a ledger holds when there is something in it, and all of it was run and found so', () => {
    const report = { proofs: [proof], findings: [{ ...finding, level: 'notice' as const }] };
    assert.ok(ledgerHolds(report));
    assert.equal(ledgerSummary(report), 'The ledger holds: 1 of 1 component, each run again.');
    assert.ok(!ledgerHolds({ proofs: [], findings: [] }));
    assert.match(ledgerSummary({ proofs: [], findings: [] }), /^The ledger is empty: nothing is proven\./);
    assert.ok(!ledgerHolds({ proofs: [{ ...proof, state: 'not-evaluated' }], findings: [] }));
    assert.equal(
      ledgerSummary({ proofs: [proof], findings: [finding] }),
      'The ledger does not hold: 1 of 1 component, 1 error.',
    );
  });
});
