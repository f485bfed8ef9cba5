import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WantedCriterion } from '../../../../../src/core/spec/edit/addCriterion';
import { addCriterion } from '../../../../../src/core/spec/edit/addCriterion';
import { loadSpecification } from '../../../../../src/core/spec/loadSpecification';
import { applyTextEdits } from '../../../../kit/applyTextEdits';
import { specificationSources } from '../../../../kit/specificationSources';

function load(text: string, path: string) {
  const loaded = loadSpecification({ text, path, hash: '' });
  assert.ok(loaded.ok, path);
  return loaded.value.specification;
}

/** The text with the criterion; or why it was not added. */
function added(text: string, path: string, wanted: Partial<WantedCriterion> & Pick<WantedCriterion, 'of'>) {
  const usual = { state: 'total is exactly 100', action: 'Cart.total is used', outcome: undefined };
  const mending = addCriterion({ ...usual, ...wanted }, load(text, path), text);
  if (!mending.ok) return { why: mending.problem };
  const edits = mending.value.edits.map(({ insert, ...edit }) => ({
    ...edit,
    text: insert.map((each) => (each.isBlank ? `<${each.text}>` : each.text)).join(''),
  }));
  return { text: applyTextEdits(text, edits) };
}

describe('adding a criterion to a specification', () => {
  const cases: readonly (readonly [string, { path: string; of: string; before: string; after: string }])[] = [
    [
      'to a requirement in YAML, as the last one is written',
      {
        path: 'specs/cart.yaml',
        of: 'FR-001',
        before:
          'requirements:\n  functional:\n  - id: FR-001\n    acceptance_criteria:\n    - id: AC-007   # seven\n      given: a\n      when: b\n      then: c # d\n    # here it ends\n  - id: FR-002\n    acceptance_criteria: [x]\n',
        after:
          'requirements:\n  functional:\n  - id: FR-001\n    acceptance_criteria:\n    - id: AC-007   # seven\n      given: a\n      when: b\n      then: c # d\n    - id: AC-008\n      given: total is exactly 100\n      when: Cart.total is used\n      then: <what is wanted>\n    # here it ends\n  - id: FR-002\n    acceptance_criteria: [x]\n',
      },
    ],
    [
      'to a list of sentences in YAML',
      {
        path: 'specs/cart.yaml',
        of: 'FR-001',
        before: 'requirements:\n- id: FR-001\n  acceptance_criteria:\n    - it holds\n      lines\n- id: FR-002\n',
        after:
          'requirements:\n- id: FR-001\n  acceptance_criteria:\n    - it holds\n      lines\n    - "GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>"\n- id: FR-002\n',
      },
    ],
    [
      'between brackets',
      {
        path: 'specs/cart.yaml',
        of: 'FR-001',
        before: 'requirements:\n- {id: FR-001, acceptance_criteria: [{id: AC-1, description: a}]} # one\n',
        after:
          'requirements:\n- {id: FR-001, acceptance_criteria: [{id: AC-1, description: a}, {id: AC-2, description: "GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>"}]} # one\n',
      },
    ],
    [
      'as the first one between braces',
      {
        path: 'specs/cart.yaml',
        of: 'FR-001',
        before: 'requirements:\n- {id: FR-001}\n',
        after:
          'requirements:\n- {id: FR-001, acceptance_criteria: [{id: AC-001, given: total is exactly 100, when: Cart.total is used, then: <what is wanted>}]}\n',
      },
    ],
    [
      'under a key that has none yet',
      {
        path: 'specs/cart.yaml',
        of: 'FR-001',
        before: 'requirements:\n- id: FR-001\n  acceptance_criteria: # none\n  title: a\n',
        after:
          'requirements:\n- id: FR-001\n  acceptance_criteria: # none\n    - id: AC-001\n      given: total is exactly 100\n      when: Cart.total is used\n      then: <what is wanted>\n  title: a\n',
      },
    ],
    [
      'to a method of a component',
      {
        path: 'specs/cart.yaml',
        of: 'cart.total',
        before:
          'components:\n- name: cart\n  location: cart.py\n  methods:\n  - name: total\n    returns: int\n  - name: add\n',
        after:
          'components:\n- name: cart\n  location: cart.py\n  methods:\n  - name: total\n    returns: int\n    acceptance_criteria:\n      - id: AC-001\n        given: total is exactly 100\n        when: Cart.total is used\n        then: <what is wanted>\n  - name: add\n',
      },
    ],
    [
      'to a component',
      {
        path: 'specs/cart.yaml',
        of: 'cart',
        before: 'components:\n- name: cart\n  location: cart.py\n  methods:\n  - name: total\n- name: money\n',
        after:
          'components:\n- name: cart\n  location: cart.py\n  methods:\n  - name: total\n  acceptance_criteria:\n    - id: AC-001\n      given: total is exactly 100\n      when: Cart.total is used\n      then: <what is wanted>\n- name: money\n',
      },
    ],
    [
      'to a story of Spec Kit',
      {
        path: 'specs/001-cart/spec.md',
        of: 'US1',
        before:
          '### User Story 1 - A\n\nText.\n\n**Acceptance Scenarios**:\n\n1. **Given** a, **When** b, **Then** c\n\n---\n\n## Requirements\n\n- **FR-001**: a\n',
        after:
          '### User Story 1 - A\n\nText.\n\n**Acceptance Scenarios**:\n\n1. **Given** a, **When** b, **Then** c\n2. **Given** total is exactly 100, **When** Cart.total is used, **Then** <what is wanted>\n\n---\n\n## Requirements\n\n- **FR-001**: a\n',
      },
    ],
    [
      'to a requirement of Spec Kit',
      {
        path: 'specs/001-cart/spec.md',
        of: 'FR-001',
        before: '### User Story 1 - A\n\n## Requirements\n\n- **FR-001**: a\n  and b\n- **FR-002**: c\n',
        after:
          '### User Story 1 - A\n\n## Requirements\n\n- **FR-001**: a\n  and b\n  - GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n- **FR-002**: c\n',
      },
    ],
    [
      'to a requirement of Kiro, in its own words',
      {
        path: '.kiro/specs/cart/requirements.md',
        of: '1',
        before:
          '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n\n#### Acceptance Criteria\n\n9. WHEN a THEN the system SHALL b\n\n### Requirement 2\n',
        after:
          '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n\n#### Acceptance Criteria\n\n9. WHEN a THEN the system SHALL b\n10. WHEN Cart.total is used AND total is exactly 100 THEN the system SHALL <what is wanted>\n\n### Requirement 2\n',
      },
    ],
    [
      'to a requirement of Kiro that has only the heading for it',
      {
        path: '.kiro/specs/cart/requirements.md',
        of: '1',
        before: '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n\n#### Acceptance Criteria\n',
        after:
          '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n\n#### Acceptance Criteria\n\n1. WHEN Cart.total is used AND total is exactly 100 THEN the system SHALL <what is wanted>\n',
      },
    ],
    [
      'to a requirement of OpenSpec, with a name that none has',
      {
        path: 'openspec/specs/cart/spec.md',
        of: 'Lines',
        before:
          '## Requirements\n### Requirement: Lines\nIt SHALL.\n\n#### Scenario: total is exactly 100\n- **WHEN** a\n- **THEN** b\n\n### Requirement: Total\nIt SHALL.\n',
        after:
          '## Requirements\n### Requirement: Lines\nIt SHALL.\n\n#### Scenario: total is exactly 100\n- **WHEN** a\n- **THEN** b\n\n#### Scenario: total is exactly 100 (2)\n- **GIVEN** total is exactly 100\n- **WHEN** Cart.total is used\n- **THEN** <what is wanted>\n\n### Requirement: Total\nIt SHALL.\n',
      },
    ],
    [
      'to a heading, with the next id of its criteria',
      {
        path: 'docs/a.md',
        of: 'FR-001',
        before:
          '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- **AC-001**: a\n\n- **AC-002**: b\n\n### FR-002: More\n\nIt.\n',
        after:
          '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- **AC-001**: a\n\n- **AC-002**: b\n\n- **AC-003**: GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n\n### FR-002: More\n\nIt.\n',
      },
    ],
    [
      'behind one whose words begin below its id',
      {
        path: 'docs/a.md',
        of: 'FR-001',
        before: '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- AC-001: a\n- **AC-002**:\n  Given b\n',
        after:
          '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- AC-001: a\n- **AC-002**:\n  Given b\n- **AC-003**: GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n',
      },
    ],
    [
      'behind one that has only its id',
      {
        path: 'docs/a.md',
        of: 'FR-001',
        before: '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- AC-001: a\n- AC-002: \n',
        after:
          '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- AC-001: a\n- AC-002: \n- AC-003: GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n',
      },
    ],
    [
      'as the first one of a heading, before deeper ones',
      {
        path: 'docs/a.md',
        of: 'FR-001',
        before: '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- a thing\n\n### FR-002: More\n\nIt.\n',
        after:
          '# A\n\n## FR-001: Lines\n\nIt holds.\n\n- a thing\n\nAcceptance criteria:\n\n- GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n\n### FR-002: More\n\nIt.\n',
      },
    ],
    [
      'to an item that has only its number',
      {
        path: 'docs/a.md',
        of: '2',
        before: '# Requirements\n\n1. It holds lines.\n2. It has a total.\n   - Depends on: FR-1\n3. It ends.\n',
        after:
          '# Requirements\n\n1. It holds lines.\n2. It has a total.\n   - Depends on: FR-1\n   - GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\n3. It ends.\n',
      },
    ],
    [
      'to a requirement of the architecture, in a file with the line ends of Windows',
      {
        path: 'architecture/Architecture.md',
        of: 'FR-001',
        before: '## Component: cart\r\n\r\n### Requirements\r\n- **FR-001**: Adds.\r\n- **FR-002**: Has.\r\n',
        after:
          '## Component: cart\r\n\r\n### Requirements\r\n- **FR-001**: Adds.\r\n  - GIVEN total is exactly 100 WHEN Cart.total is used THEN <what is wanted>\r\n- **FR-002**: Has.\r\n',
      },
    ],
  ];
  for (const [what, { path, of, before, after }] of cases) {
    it(`adds it ${what}, and leaves every other byte`, () => {
      assert.deepEqual(added(before, path, { of }), { text: after });
    });
  }

  const YAML =
    'requirements:\n- id: FR-001\n  acceptance_criteria: as discussed\n- &b {id: FR-002}\n- {<<: *b, id: FR-003}\n';
  const CHANGE = '## REMOVED Requirements\n### Requirement: Lines\nGone.\n';
  for (const [what, text, path, of, why] of [
    ['what is not there', YAML, 'a.yaml', 'FR-009', /no "FR-009"/],
    ['text in the place of a list', YAML, 'a.yaml', 'FR-001', /is no list/],
    ['what another place says too', YAML, 'a.yaml', 'FR-002', /write it in the file|only a person/],
    [
      'a component whose requirements have the criteria',
      '## Component: cart\n\n- FR-001: a\n',
      'Architecture.md',
      'cart',
      /choose one of them/,
    ],
    ['a component without any', '## Component: cart\n\nText.\n', 'Architecture.md', 'cart', /no requirement yet/],
    ['what a change removes', CHANGE, 'openspec/changes/a/specs/cart/spec.md', 'Lines', /only removed by this change/],
    ['what stands twice', '# A\n\n- FR-001: a\n- FR-001: b\n', 'a.md', 'FR-001', /stands 2 times/],
  ] as const) {
    it(`refuses ${what}, and says so`, () => {
      assert.match(added(text, path, { of }).why ?? '', why);
    });
  }

  it('of any dialect only inserts, and is read as before with one criterion more', async () => {
    const words = fc.stringMatching(/^[A-Za-z][ -~äß€]{0,30}[a-z]$/);
    const dialects = new Set<string>();
    let inserted = 0;
    for (const { path, text } of await specificationSources()) {
      const loaded = loadSpecification({ path, text, hash: '' });
      if (!loaded.ok) continue;
      const { requirements, components, dialect } = loaded.value.specification;
      const names = [
        ...requirements.slice(0, 2).map(({ id }) => id),
        ...components.slice(0, 1).map(({ name }) => name),
      ];
      for (const of of names) {
        for (const [state = '', action = ''] of fc.sample(fc.tuple(words, words), { numRuns: 2, seed: 8 })) {
          const result = added(text, path, { of, state, action, outcome: 'it is so' });
          if (result.text === undefined) {
            assert.match(result.why, /^[A-Z"].*\.$|:/);
            continue;
          }
          dialects.add(dialect);
          inserted += 1;
          let from = 0;
          while (from < text.length && text[from] === result.text[from]) from += 1;
          assert.ok(result.text.endsWith(text.slice(from)), `${path} ${of}: more than one stretch changed`);
          const count = (all: typeof requirements) => all.flatMap(({ criteria }) => criteria).length;
          assert.equal(count(load(result.text, path).requirements), count(requirements) + 1, `${path} ${of}`);
        }
      }
    }
    assert.deepEqual([...dialects].sort(), [
      'components',
      'kiro',
      'markdown',
      'openspec',
      'requirements',
      'sparc',
      'spec-kit',
    ]);
    assert.ok(inserted >= 100, `only ${inserted}`);
  });
});
