import assert from 'node:assert/strict';
import type { CheckedProof, LedgerFinding } from '../../../../../src/core/proof/ledger/ledgerFinding';
import { ledgerMarkdown } from '../../../../../src/core/proof/ledger/ledgerMarkdown';

const PAGE = { at: '2026-01-02T03:04:05.678Z', toRoot: '../../' };
const proof: CheckedProof = {
  ...{
    specification: 'specs/shop.yaml',
    component: 'cart',
    phases: ['red', 'green'],
    state: 'holds',
    red: 1,
    passing: 2,
  },
  places: {
    line: 9,
    requirements: [
      { id: 'FR-1', title: 'Adds', line: 12, tests: [0, 1], lacking: [] },
      { id: 'FR-2', title: '', line: 14, tests: [], lacking: [] },
    ],
    code: ['src/__init__.py'],
    tests: [
      { name: 'adds', file: 'tests/test_a.py', line: 3, red: 'its assertion fails', outcome: 'passed' },
      { name: 'adds | more', file: 'tests/test_a.py', line: undefined, red: '', outcome: 'passed' },
    ],
    entries: [
      { phase: 'red', path: '.agentforge/ledger/a.json' },
      { phase: 'green', path: '.agentforge/ledger/b.json' },
    ],
  },
};
const finding: LedgerFinding = {
  ...{ code: 'code-changed', level: 'error', component: 'cart', file: 'src/__init__.py', line: 4 },
  detail: 'It changed.',
};

describe('the report on a ledger as a page', () => {
  it('leads from a requirement to its line, to its tests, and to code and entries', () => {
    assert.equal(
      ledgerMarkdown({ proofs: [proof], findings: [] }, PAGE),
      `# The ledger holds

The ledger holds: 1 of 1 component, each run again.

Checked at 2026-01-02 03:04 UTC. The tests of each component are run in copies of the project: as RED saw them, without the code, and with the code as it is.

## Components

| component | specification | phases | result | fail without the code | pass with it |
| --- | --- | --- | --- | --- | --- |
| cart | [specs/shop.yaml:9](../../specs/shop.yaml#L9) | [RED](../../.agentforge/ledger/a.json), [GREEN](../../.agentforge/ledger/b.json) | holds | 1 | 2 |

## cart: holds

Code: [src/\\_\\_init\\_\\_.py](../../src/__init__.py) · Tests: [tests/test_a.py](../../tests/test_a.py)

### Requirements

| requirement | proof | tests that name it |
| --- | --- | --- |
| [FR-1 Adds](../../specs/shop.yaml#L12) | proven | [adds](../../tests/test_a.py#L3)<br>[adds \\| more](../../tests/test_a.py) |
| [FR-2](../../specs/shop.yaml#L14) | no test names it |  |

### Tests

| test | recorded without the code | with the code now |
| --- | --- | --- |
| [adds](../../tests/test_a.py#L3) | its assertion fails | passed |
| [adds \\| more](../../tests/test_a.py) |  | passed |
`,
    );
  });

  it('calls nothing proven that does not hold, or has no code yet', () => {
    const fails = ledgerMarkdown({ proofs: [{ ...proof, state: 'fails' }], findings: [finding] }, PAGE);
    assert.match(fails, /^# The ledger does not hold\n/);
    assert.match(fails, /\| \*\*does not hold\*\* \| {2}\| {2}\|$/m);
    assert.match(fails, /^\| \[FR-1 Adds\]\(.*\) \| \*\*not proven\*\* \|/m);
    assert.match(fails, /^\| \[src.*py:4\]\(\.\.\/\.\.\/src\/__init__\.py#L4\) \| It changed\. \| code-changed \|$/m);
    const red = ledgerMarkdown({ proofs: [{ ...proof, phases: ['red'] }], findings: [] }, PAGE);
    assert.match(red, /^\| \[FR-1 Adds\]\(.*\) \| its tests fail as recorded; GREEN is to come \|/m);
  });

  it('calls no requirement proven that has a criterion without a test', () => {
    const requirements = [{ id: 'FR-1', title: 'Adds', line: 12, tests: [0], lacking: ['AC-2', 'AC|3'] }];
    const places = proof.places && { ...proof.places, requirements };
    const page = ledgerMarkdown({ proofs: [{ ...proof, ...(places && { places }) }], findings: [] }, PAGE);
    assert.match(page, /^\| \[FR-1 Adds\]\(.*\) \| no test names AC-2, AC\\\|3 \|/m);
  });

  it('says what to do where there is none yet, and not where one is broken', () => {
    assert.match(
      ledgerMarkdown({ proofs: [], findings: [] }, PAGE),
      /^# There is no ledger yet\n[\s\S]*^1\. Reach RED and/m,
    );
    assert.match(ledgerMarkdown({ proofs: [], findings: [finding] }, PAGE), /^# The ledger does not hold\n/);
  });

  it('can be written whatever an entry says', () => {
    const file = 'a\ud800b|<c>.json';
    assert.match(ledgerMarkdown({ proofs: [], findings: [{ ...finding, file }] }, PAGE), /a%EF%BF%BDb%7C%3Cc%3E\.json/);
  });
});
