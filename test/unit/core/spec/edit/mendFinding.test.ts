import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mendFinding } from '../../../../../src/core/spec/edit/mendFinding';
import type { Mending } from '../../../../../src/core/spec/edit/mending';
import { loadSpecification } from '../../../../../src/core/spec/loadSpecification';
import { reportSpecification } from '../../../../../src/core/spec/reportSpecification';
import { applyTextEdits } from '../../../../kit/applyTextEdits';
import { specificationSources } from '../../../../kit/specificationSources';

function load(text: string, path: string) {
  const loaded = loadSpecification({ text, path, hash: '' });
  assert.ok(loaded.ok, path);
  return loaded.value;
}

function applied(text: string, { edits }: Mending): string {
  const written = edits.map(({ insert, ...edit }) => ({ ...edit, text: insert.map((each) => each.text).join('') }));
  return applyTextEdits(text, written);
}

/** The text once all that can be mended is, one after the other, and what is still told of it then. */
function mended(text: string, path: string) {
  let now = text;
  for (;;) {
    const { specification, warnings } = load(now, path);
    const [next] = warnings.flatMap((warning) => mendFinding(warning, specification, now) ?? []);
    if (next === undefined) return { text: now, warnings: warnings.map(({ message }) => message) };
    const after = applied(now, next);
    assert.ok(load(after, path).warnings.length < warnings.length, `no warning went:\n${after}`);
    now = after;
  }
}

/** What is told of a text, words included. */
function findingsIn(text: string, path: string) {
  const loaded = loadSpecification({ text, path, hash: '' });
  return reportSpecification(text, loaded, { vagueWords: [], allowedWords: [] });
}

/** The text after its only compound demand was split. */
function split(text: string, path: string) {
  const { specification } = load(text, path);
  const compound = findingsIn(text, path).filter(({ remedy }) => remedy?.kind === 'split');
  assert.equal(compound.length, 1, JSON.stringify(compound));
  const mending = compound.flatMap((each) => mendFinding(each, specification, text) ?? [])[0];
  return mending === undefined ? undefined : { title: mending.title, text: applied(text, mending) };
}

describe('mending a specification', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'specs/001-cart/spec.md': [
      '### User Story 1 - A\n\nText.\n\n---\n\n### User Story 2 - B\n\n## Requirements\n\n- **FR-001**: a\n- **FR-001**: b\n',
      '### User Story 1 - A\n\nText.\n\n**Acceptance Scenarios**:\n\n1. **Given** state, **When** action, **Then** outcome\n\n---\n\n### User Story 2 - B\n\n**Acceptance Scenarios**:\n\n1. **Given** state, **When** action, **Then** outcome\n\n## Requirements\n\n- **FR-001**: a\n- **FR-002**: b\n',
    ],
    '.kiro/specs/cart/requirements.md': [
      '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n',
      '# Requirements Document\n\n### Requirement 1\n\n**User Story:** x\n\n#### Acceptance Criteria\n\n1. WHEN event THEN the system SHALL response\n',
    ],
    'openspec/specs/cart/spec.md': [
      '## Requirements\n### Requirement: Lines\nIt SHALL.\n\n### Requirement: Total\nIt SHALL.',
      '## Requirements\n### Requirement: Lines\nIt SHALL.\n\n#### Scenario: name\n- **WHEN** event\n- **THEN** outcome\n\n### Requirement: Total\nIt SHALL.\n\n#### Scenario: name\n- **WHEN** event\n- **THEN** outcome',
    ],
    'specs/nameless.yaml': [
      'spec_id: cart\nrequirements:\n  functional:\n  - title: a   # why\n    acceptance_criteria: [b]\n  non_functional:\n  - {title: c, acceptance_criteria: [d]}\n',
      'spec_id: cart\nrequirements:\n  functional:\n  - id: FR-001\n    title: a   # why\n    acceptance_criteria: [b]\n  non_functional:\n  - {id: NFR-001, title: c, acceptance_criteria: [d]}\n',
    ],
    'specs/cart.yaml': [
      'spec_id: cart\nrequirements:\n  functional:\n    - id: FR-009\n      title: a\n\n    - title: b\n      id: FR-009\n      acceptance_criteria: [it is]\nentities: []\n',
      'spec_id: cart\nrequirements:\n  functional:\n    - id: FR-009\n      title: a\n      acceptance_criteria:\n        - id: AC-001\n          given: state\n          when: action\n          then: outcome\n\n    - title: b\n      id: FR-010\n      acceptance_criteria: [it is]\nentities: []\n',
    ],
  };
  for (const [path, [before, after]] of Object.entries(cases)) {
    it(`takes the warnings from ${path} and changes nothing else`, () => {
      const { text, warnings } = mended(before, path);
      assert.equal(text, after);
      assert.deepEqual(warnings, []);
    });
  }

  it('changes the id alone, wherever else its letters stand', () => {
    const text = [
      'spec_id: cart',
      'requirements:',
      '  - {id: FR-1, acceptance_criteria: [a]}',
      '  - title: Like FR-1 but for guests',
      '    dependencies: [FR-10]',
      '    id: FR-1',
      '    acceptance_criteria: [b]',
      '  - {id: FR-10, acceptance_criteria: [c]}',
    ].join('\n');
    assert.equal(mended(text, 'specs/cart.yaml').text, text.replace('    id: FR-1\n', '    id: FR-11\n'));
  });

  it('adds no key a second time, and nothing inside a block of code', () => {
    const empty = 'spec_id: cart\nrequirements:\n  - id: FR-1\n    acceptance_criteria: []\n';
    assert.deepEqual(mended(empty, 'specs/cart.yaml'), {
      text: empty,
      warnings: ['"FR-1" has no criterion by which it is known to be met'],
    });
    const code = '### Requirement: Total\nIt SHALL.\n\n```python\n# how\n```\n\nMore.\n';
    assert.match(mended(code, 'specs/cart.md').text, /```\n\nMore\.\n\n#### Scenario: name\n/);
  });

  it('leaves to a person what it cannot write', () => {
    const text =
      'spec_id: cart\nrequirements:\n  functional:\n    - {id: FR-001, title: a}\n    - {id: lines, acceptance_criteria: [b]}\n    - {id: lines, acceptance_criteria: [c]}\n';
    const { specification, warnings } = load(text, 'specs/cart.yaml');
    assert.equal(warnings.length, 3);
    assert.deepEqual(
      warnings.flatMap((warning) => mendFinding(warning, specification, text) ?? []),
      [],
    );
  });

  const compounds: Readonly<Record<string, readonly [string, string, string]>> = {
    'an item of a list with an id': [
      'specs/a/spec.md',
      '# Feature Specification: A\n\n- **FR-001**: The cart MUST hold lines, and MUST tell its total.\n  - it holds two\n- **FR-002**: It MUST end.\n',
      '# Feature Specification: A\n\n- **FR-001**: The cart MUST hold lines.\n  - it holds two\n- **FR-003**: The cart MUST tell its total.\n- **FR-002**: It MUST end.\n',
    ],
    'a criterion that is known by its number, without moving another': [
      '.kiro/specs/a/requirements.md',
      '### Requirement 1: A\n\n#### Acceptance Criteria\n\n1. WHEN it is empty THEN the system SHALL say so and the total SHALL be zero\n2. WHEN b THEN the system SHALL c\n',
      '### Requirement 1: A\n\n#### Acceptance Criteria\n\n1. WHEN it is empty THEN the system SHALL say so\n2. WHEN b THEN the system SHALL c\n3. WHEN it is empty THEN the total SHALL be zero\n',
    ],
    'a requirement that is a heading': [
      'openspec/specs/a/spec.md',
      '## Requirements\n### Requirement: Total\nThe cart SHALL know its total and SHALL show it.\n\n#### Scenario: A\n- **WHEN** b\n- **THEN** c\n',
      '## Requirements\n### Requirement: Total\nThe cart SHALL know its total.\n\n#### Scenario: A\n- **WHEN** b\n- **THEN** c\n\n### Requirement: name\n\nThe cart SHALL show it.\n',
    ],
    'a requirement in YAML, with its comments and quotes': [
      's.yaml',
      'spec_id: abc\nrequirements:\n  - id: FR-001   # the first\n    title: A\n    description: "The cart shall hold lines and shall tell its total."   # both?\n    acceptance_criteria: [a]\n\n# the end\nother: 1\n',
      'spec_id: abc\nrequirements:\n  - id: FR-001   # the first\n    title: A\n    description: "The cart shall hold lines."   # both?\n    acceptance_criteria: [a]\n  - id: FR-002\n    title: title\n    description: The cart shall tell its total\n\n# the end\nother: 1\n',
    ],
    'a criterion in YAML, with what it is given': [
      's.yaml',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  title: A\n  acceptance_criteria:\n  - id: AC-001\n    given: a cart\n    when: it is asked\n    then: it must say how many and must say how much\n',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  title: A\n  acceptance_criteria:\n  - id: AC-001\n    given: a cart\n    when: it is asked\n    then: it must say how many\n  - id: AC-002\n    given: a cart\n    when: it is asked\n    then: it must say how much\n',
    ],
    'a requirement in YAML below whose text a comment stands at the margin': [
      's.yaml',
      'spec_id: abc\nrequirements:\n  - id: FR-001\n    description: It shall hold lines and shall end\n# both\n    priority: must\n    acceptance_criteria: [a]\n# more\n  - id: FR-005\n    acceptance_criteria: [b]\n',
      'spec_id: abc\nrequirements:\n  - id: FR-001\n    description: It shall hold lines\n# both\n    priority: must\n    acceptance_criteria: [a]\n  - id: FR-006\n    title: title\n    description: It shall end\n# more\n  - id: FR-005\n    acceptance_criteria: [b]\n',
    ],
    'a criterion in YAML whose second part would be no text without quotes': [
      's.yaml',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  acceptance_criteria:\n  - id: AC-001\n    then: it must say "a" and `b` must say c. # d\n',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  acceptance_criteria:\n  - id: AC-001\n    then: it must say "a". # d\n  - id: AC-002\n    then: "`b` must say c." # d\n',
    ],
    'a criterion in YAML whose second part begins with a quote': [
      's.yaml',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  acceptance_criteria:\n  - It must say a and "b" must say c\n  - last\n',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  acceptance_criteria:\n  - It must say a\n  - "\\"b\\" must say c"\n  - last\n',
    ],
  };
  for (const [what, [path, before, after]] of Object.entries(compounds)) {
    it(`splits what demands two things: ${what}`, () => {
      assert.equal(split(before, path)?.text, after);
      const windows = before.replaceAll('\n', '\r\n');
      assert.equal(split(windows, path)?.text, after.replaceAll('\n', '\r\n'));
      assert.deepEqual(
        findingsIn(after, path).filter(({ remedy }) => remedy?.kind === 'split'),
        [],
      );
    });
  }

  it('splits nothing whose sentence runs over lines', () => {
    const text =
      'spec_id: abc\nrequirements:\n- id: FR-001\n  description: >-\n    It must hold lines\n    and must tell its total.\n  acceptance_criteria: [a]\n';
    assert.equal(split(text, 's.yaml'), undefined);
  });

  it('splits nothing that would be read as something else then', () => {
    for (const text of [
      'spec_id: abc\nrequirements:\n- id: FR-001\n  description: It must do these:, and must end\n  acceptance_criteria: [a]\n',
      'spec_id: abc\nrequirements:\n- id: FR-001\n  description: a\n  acceptance_criteria:\n  - It must say a and `b` must say c.\n    And more\n',
    ]) {
      assert.equal(split(text, 's.yaml'), undefined, text);
    }
  });

  it('splits any two demands so that nothing is lost and nothing else changes', () => {
    const words = fc.stringMatching(/^[`"'[{@%&*!|>#a-z][a-z:#'"`,-]{0,4}( [a-z#:"'`-]{1,4}){0,2}$/);
    let offered = 0;
    fc.assert(
      fc.property(words, words, fc.constantFrom('  - ', '  - then: ', '  - id: AC-001\n    then: '), (a, b, head) => {
        const text = `spec_id: abc\nrequirements:\n- id: FR-001\n  acceptance_criteria:\n${head}it must ${a} and ${b} must end\n`;
        const loaded = loadSpecification({ text, path: 's.yaml', hash: '' });
        if (!loaded.ok) return;
        const { specification } = loaded.value;
        const split = findingsIn(text, 's.yaml').filter(({ remedy }) => remedy?.kind === 'split');
        for (const mending of split.flatMap((each) => mendFinding(each, specification, text) ?? [])) {
          offered += 1;
          const criteria = load(applied(text, mending), 's.yaml').specification.requirements[0]?.criteria ?? [];
          const said = criteria.map((each) => each.text.replace(/^then /, ''));
          assert.deepEqual(said, [`it must ${a.replace(/,$/, '')}`, `${b} must end`]);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    assert.ok(offered >= 30, `only ${offered}`);
  });

  it('of any dialect changes one line, adds others, and leaves no trace elsewhere', async () => {
    let mendings = 0;
    for (const { path, text } of await specificationSources()) {
      const loaded = loadSpecification({ text, path, hash: '' });
      if (!loaded.ok) continue;
      for (const finding of findingsIn(text, path)) {
        const mending = mendFinding(finding, loaded.value.specification, text);
        if (mending === undefined) continue;
        mendings += 1;
        const before = text.split('\n');
        const after = applied(text, mending).split('\n');
        const gone = missingFrom(before, after);
        assert.ok(gone.length <= 2, `${path}, ${mending.title}: ${gone.length} lines changed`);
        const left = findingsIn(after.join('\n'), path).filter(({ message }) => message === finding.message);
        const were = findingsIn(text, path).filter(({ message }) => message === finding.message);
        assert.ok(left.length < were.length, `${path}: ${finding.message} stays after "${mending.title}"`);
      }
    }
    assert.ok(mendings >= 10, `only ${mendings}`);
  });
});

/** Lines that are no more, those that stand in the same order left out. */
function missingFrom(before: readonly string[], after: readonly string[]): readonly string[] {
  let at = 0;
  return before.filter((line) => {
    const found = after.indexOf(line, at);
    if (found !== -1) at = found + 1;
    return found === -1;
  });
}
