import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeSpecification } from '../../../../src/core/spec/completion/completeSpecification';
import { compoundDemand } from '../../../../src/core/spec/compoundDemand';
import { specificationSources } from '../../../kit/specificationSources';

/** What is offered where the bar stands: the labels, and what the first one makes of the text. */
function complete(path: string, marked: string) {
  const before = marked.slice(0, marked.indexOf('|'));
  const text = marked.replace('|', '');
  const lines = before.split('\n');
  const at = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  const { typed, items } = completeSpecification(path, text, at);
  const [first] = items;
  const written = first === undefined ? undefined : before.slice(0, before.length - typed) + first.text;
  return { labels: items.map(({ label }) => label), written };
}

const YAML = `spec_id: abc
metadata:
  status: draft
requirements:
  functional:
  - id: FR-001
    title: A
  non_functional:
  - id: NFR-004
    acceptance_criteria:
    - id: AC-002
      given: a
components:
- name: cart
  methods:
  - name: add
- name: money
`;
const behind = (line: string, typed: string) => YAML.replace(`${line}\n`, `${line}\n${typed}\n`);

describe('completion in a specification', () => {
  for (const [what, text, labels] of [
    [
      'keys of the whole, but those that stand there',
      `${YAML}|`,
      ['overview', 'entities', 'interfaces', 'constraints'],
    ],
    ['keys of the metadata', behind('  status: draft', '  |'), ['spec_id', 'version', 'feature_name', 'created_date']],
    [
      'keys of a requirement',
      behind('    title: A', '    pri|'),
      ['priority', 'description', 'rationale', 'dependencies', 'acceptance_criteria'],
    ],
    [
      'keys of a new item',
      behind('    title: A', '  - |'),
      ['id', 'title', 'priority', 'description', 'rationale', 'dependencies', 'acceptance_criteria'],
    ],
    ['keys of a criterion', behind('      given: a', '      |'), ['when', 'then', 'and_then']],
    ['priorities', behind('    title: A', '    priority: |'), ['must', 'should', 'could', 'wont']],
    ['states', YAML.replace('status: draft', 'status: |'), ['draft', 'review', 'approved', 'implemented']],
    ['requirements to depend on', behind('    title: A', '    dependencies: [FR-001, N|'), ['FR-001', 'NFR-004']],
    [
      'requirements to depend on, in a list',
      behind('    title: A', '    dependencies:\n    - |'),
      ['FR-001', 'NFR-004'],
    ],
    ['components to depend on', behind('- name: money', '  dependencies: [|]'), ['cart', 'money']],
    ['nothing in a text', behind('    title: A', '    description: must |'), []],
  ] as const) {
    it(`in YAML offers ${what}`, () => assert.deepEqual(complete('s.yaml', text).labels, labels));
  }

  it('in YAML gives the next free id, by the kind of the list', () => {
    assert.match(complete('s.yaml', behind('    title: A', '  - |')).written ?? '', / {2}- id: FR-002$/);
    assert.match(complete('s.yaml', behind('      given: a', '    - |')).written ?? '', / {4}- id: AC-003$/);
    assert.match(
      complete('s.yaml', behind('  - id: NFR-004', '    title: x\n  - id: |')).written ?? '',
      /- id: NFR-005$/,
    );
  });

  for (const [what, path, text, first] of [
    ['openspec', 'spec.md', '### Requirement: A\nIt SHALL.\n\n####|', '### Requirement: '],
    ['kiro', 'requirements.md', '### Requirement 1: A\n\n#|', '### Requirement 2: '],
    ['EARS', 'requirements.md', '### Requirement 1: A\n\n1. |', 'WHEN'],
    ['spec-kit', 'spec.md', '### User Story 2 - A\n\n##|', '### User Story 3 - '],
    ['sparc', 'Architecture.md', '## Component: A\n\n## |', '## Component: '],
    ['steps', 'spec.md', '### Requirement: A\n\n#### Scenario: B\n- |', '**GIVEN**'],
    ['numbered', 'a.md', '- FR-007: A\n- |', 'FR-008'],
    ['dependencies', 'a.md', '- FR-007: A\n- FR-008: B. Depends on: |', 'FR-007'],
  ] as const) {
    it(`in Markdown offers what its dialect writes: ${what}`, () => {
      assert.equal(complete(path, text).labels[0], first);
    });
  }

  it('in Markdown takes the place of the marks that are typed', () => {
    const { written } = complete('a.md', '# A\n\n## Component: A\n\n##|');
    assert.match(written ?? '', /A\n\n## Component: <name>\n/);
  });

  it('survives lines without end that almost say something', () => {
    const many = 100_000;
    for (const line of [
      `# agentforge: dialect=x${' '.repeat(many)}y`,
      `#${' '.repeat(many)}é`,
      `- name: a${' '.repeat(many)}"x`,
      `  dependencies: [${','.repeat(many)}é`,
      `depends on ${'a,'.repeat(many)}é`,
      'A-'.repeat(many),
      `- x: ${'- '.repeat(many)}é`,
      `it shall x${' ,'.repeat(many)}and shall y`,
      `${'-'.repeat(many)}é-`,
      `${'requires,'.repeat(many)}é`,
    ]) {
      const text = `spec_id: a\ncomponents:\n- name: b\n${line}\n`;
      for (const path of ['s.yaml', 's.md'])
        for (const column of [3, line.length + 1]) completeSpecification(path, text, { line: 4, column });
      assert.ok((compoundDemand(line)?.sentence ?? line).startsWith(line.slice(0, 3)));
    }
  });

  it('offers nothing in a line that nobody reads as one', () => {
    const line = `- id: FR-002 # ${'x'.repeat(2_000)}`;
    assert.deepEqual(complete('a.md', `- FR-007: A ${'x'.repeat(2_000)}. Depends on: |`).labels, []);
    assert.deepEqual(complete('s.yaml', `${YAML.slice(0, YAML.indexOf('  - id'))}  - id: |\n${line}\n`).labels, [
      'FR-003',
    ]);
  });

  it('throws nowhere in any file, at any place', async () => {
    const sources = await specificationSources();
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(80), fc.nat(80), ({ path, text }, line, column) => {
        const { typed } = completeSpecification(path, text, { line: line + 1, column: column + 1 });
        assert.ok(typed <= column);
      }),
    );
  });
});
