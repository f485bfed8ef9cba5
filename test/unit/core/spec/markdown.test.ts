import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lintSpecification } from '../../../../src/core/spec/lintSpecification';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';

const load = (text: string, path = 'specs/cart.md') => loadSpecification({ text, path, hash: '0123456789abcdef' });

/** Lines of which Markdown specifications are made, in any order. */
const LINE = fc.oneof(
  fc.constantFrom(
    ...[
      '# Feature Specification: A',
      '### User Story 1 - B (Priority: P1)',
      '### Requirement 2: C',
      '### Requirement: D',
    ],
    ...['#### Scenario: E', '## ADDED Requirements', '## Component: cart', '## Component: ', '## Requirements'],
    ...['## RENAMED Requirements', '- FROM: `### Requirement: D`', '  TO: F', '- TO: **x**', '- FROM:'],
    ...['- **FR-001**: it MUST', '  - Given a, when b, then c', '1. one', '   - two', 'Depends on: FR-001, FR-002'],
    ...['#### Acceptance Criteria', '```', '> quoted', '---', '', '\t- deep', '- [ ] done', '<!-- no -->', '<b>'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

describe('a Markdown specification', () => {
  it('never throws, whatever the text; every part stands where the file has it', () => {
    fc.assert(
      fc.property(fc.array(LINE, { maxLength: 40 }), (lines) => {
        const text = lines.join('\n');
        const loaded = load(text);
        if (!loaded.ok) return assert.ok(loaded.problem.length > 0);
        const { components, requirements } = loaded.value.specification;
        assert.ok(components.length > 0);
        const all = text.split(/\r\n|[\r\n]/);
        for (const { position } of [...components, ...requirements, ...requirements.flatMap((each) => each.criteria)]) {
          assert.ok(position.line >= 1 && position.line <= all.length);
          assert.ok(position.column >= 1 && position.column <= (all[position.line - 1] ?? '').length + 1);
        }
      }),
    );
  });

  it('is read with Windows line ends as with others', () => {
    const text = '# Cart\n\n- **FR-001**: One line.\n  - Given a, when b, then c\n';
    const [unix, windows] = [load(text), load(text.replaceAll('\n', '\r\n'))];
    assert.ok(unix.ok && windows.ok);
    assert.deepEqual(windows.value.specification.requirements, unix.value.specification.requirements);
  });

  it('has no requirement without a name, as one is while it is typed', () => {
    const loaded = load('### Requirement: Total\nx\n#### Scenario: a\n- THEN y\n\n### Requirement:\n');
    assert.ok(loaded.ok);
    assert.deepEqual(
      loaded.value.specification.requirements.map(({ id }) => id),
      ['Total'],
    );
  });

  it('takes no word with a number at the beginning of an item for an id', () => {
    const items = [
      'FR-001: It reads',
      'UTF-8 is the encoding',
      'SHA-256 hashes it',
      'R2 is the second',
      'SHOP-12: It sells',
    ];
    const loaded = load(
      `# Cart\n\n${items.map((each) => `- ${each}.\n`).join('')}- FR-002 It writes.\n- REQ-AUTH-003 It asks.\n`,
    );
    assert.ok(loaded.ok);
    assert.deepEqual(
      loaded.value.specification.requirements.map(({ id }) => id),
      ['FR-001', 'SHOP-12', 'FR-002', 'REQ-AUTH-003'],
    );
  });

  it('survives lines without end that almost say something', () => {
    const long = `${'must '.repeat(20_000)}${'and '.repeat(20_000)}`;
    const text = `## Component: cart\n\n${'\n'.repeat(50_000)}File: ${'a.'.repeat(50_000)}!\n\n- FR-1: ${long}\n`;
    const loaded = load(text);
    assert.ok(loaded.ok);
    assert.equal(loaded.value.specification.components[0]?.implementationPath, undefined);
    lintSpecification(text, loaded.value.specification.requirements, { vagueWords: [], allowedWords: [] });
  });

  it('survives a chain of requirements as long as the file, and deep lists', () => {
    const chain = Array.from({ length: 5_000 }, (_, index) => `- R-${index}: x\n  - Depends on: R-${index + 1}`);
    assert.ok(load(chain.join('\n')).ok);
    const deep = Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- FR-${depth}: x`);
    assert.ok(load(deep.join('\n')).ok);
  });
});
