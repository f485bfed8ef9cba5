import assert from 'node:assert/strict';
import { declaresSpecification } from '../../../../src/core/spec/declaresSpecification';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { looksLikeSpecification } from '../../../../src/core/spec/looksLikeSpecification';

describe('whether a file says that it is a specification', () => {
  for (const text of ['spec_id: abc', 'metadata:\n\n  \tspec_id : abc', 'metadata: {version: 1, spec_id: abc}']) {
    it(`YAML does with ${JSON.stringify(text)}`, () => {
      assert.equal(declaresSpecification('s.yaml', text), true);
      assert.equal(looksLikeSpecification('s.yaml', text), true);
    });
  }

  it('YAML does not by a word of a text', () => {
    assert.equal(declaresSpecification('s.yaml', 'a: what spec_id is\nspec_id\n: 1\n'), false);
  });

  it('is found out in texts of any length that almost say it', () => {
    const many = 100_000;
    for (const text of [
      '\n'.repeat(many),
      ' \n'.repeat(many),
      `spec_id${'\n'.repeat(many)}`,
      `metadata: {${'spec_id '.repeat(many / 10)}`,
      `# ${' '.repeat(many)}x`,
    ]) {
      assert.equal(declaresSpecification('s.yaml', text), false);
      assert.equal(declaresSpecification('s.md', text), false);
      assert.equal(looksLikeSpecification('s.yaml', text), text.startsWith('metadata'));
    }
  });

  it('and is read in them too', () => {
    const many = 100_000;
    const blank = ' '.repeat(many);
    for (const [path, text] of [
      ['s.md', `### User Story 1 - A${blank}(Priority:${'(Priority:'.repeat(many / 10)}\n\nIt must.\n`],
      ['s.md', `### Requirement: A\nIt SHALL.\n${blank}-\u2003${blank}x`],
      ['s.md', `## Component: a\n\nDependencies${':'.repeat(many)}x\u2028y\n`],
      ['s.yaml', `components:\n- name: a\n  methods:\n  - "b() ->${blank}:"\n  - "c() ${'->'.repeat(many)}:"\n`],
    ] as const)
      assert.ok(loadSpecification({ path, text, hash: '' }).ok);
  });
});
