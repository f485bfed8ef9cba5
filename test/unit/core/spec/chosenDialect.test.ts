import assert from 'node:assert/strict';
import { chooseDialect, withDialect } from '../../../../src/core/spec/chosenDialect';
import { declaresSpecification } from '../../../../src/core/spec/declaresSpecification';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import type { Dialect } from '../../../../src/core/spec/requirement';
import { applyTextEdits } from '../../../kit/applyTextEdits';

const KIRO_LIKE =
  '# Cart\n\n### Requirement 1: Lines\n\n#### Acceptance Criteria\n\n1. WHEN a THEN b\n\n- FR-001: The total.\n';

function choose(path: string, text: string, dialect: Dialect | undefined): string {
  const edit = chooseDialect(path, text, dialect);
  assert.ok(edit.ok);
  return edit.value === undefined ? text : applyTextEdits(text, [edit.value]);
}

function read(path: string, text: string, dialect?: Dialect) {
  const loaded = loadSpecification({ text, path, hash: '', ...(dialect === undefined ? {} : { dialect }) });
  if (!loaded.ok) return { failed: loaded.problem.length };
  const { specification, warnings } = loaded.value;
  const ids = specification.requirements.map(({ id }) => id);
  return { dialect: specification.dialect, ids, warnings: warnings.map(({ message }) => message) };
}

describe('the dialect that a user chose', () => {
  for (const [what, text] of [
    ['plain', KIRO_LIKE],
    ['with Windows line ends', KIRO_LIKE.replaceAll('\n', '\r\n')],
    ['with front matter', `---\ntitle: x\n---\n${KIRO_LIKE}`],
  ] as const) {
    it(`is kept in a Markdown file (${what}), and gone without a trace when it is taken back`, () => {
      assert.deepEqual(read('docs/cart.md', text), { dialect: 'kiro', ids: ['1'], warnings: [] });
      const chosen = choose('docs/cart.md', text, 'markdown');
      assert.deepEqual(read('docs/cart.md', chosen), { dialect: 'markdown', ids: ['FR-001'], warnings: [] });
      const other = choose('docs/cart.md', chosen, 'kiro');
      assert.deepEqual(read('docs/cart.md', other), { dialect: 'kiro', ids: ['1'], warnings: [] });
      assert.equal(other.split('\n').length, text.split('\n').length + 1);
      assert.equal(choose('docs/cart.md', other, undefined), text);
      assert.equal(choose('docs/cart.md', other, 'kiro'), other);
    });
  }

  it('decides between two shapes in one YAML file', () => {
    const text =
      'spec_id: cart-one\nrequirements:\n  functional:\n  - {id: FR-001, title: t, acceptance_criteria: [a]}\ncomponents:\n- name: cart\n  acceptance_criteria: [it is]\n';
    assert.deepEqual(read('s.yaml', text), { failed: 1 });
    const chosen = choose('s.yaml', text, 'components');
    assert.deepEqual(read('s.yaml', chosen), { dialect: 'components', ids: ['cart'], warnings: [] });
    assert.deepEqual(read('s.yaml', text, 'requirements'), { dialect: 'requirements', ids: ['FR-001'], warnings: [] });
  });

  it('makes a specification of a file that says nothing else of itself', () => {
    const text = '# Notes\n\n## Requirements\n\n1. It adds.\n';
    assert.equal(declaresSpecification('notes.md', text), false);
    assert.equal(declaresSpecification('notes.md', choose('notes.md', text, 'markdown')), true);
  });

  for (const fence of ['```', '~~~~', '  ```md']) {
    const end = fence.replace('md', '');
    const shown = `# Tool\n\n${fence}\n~~\n<!-- agentforge: dialect=markdown -->\n${end}\n`;

    it(`is not what a block of code shows (${fence})`, () => {
      assert.equal(declaresSpecification('README.md', shown), false);
      const chosen = choose('README.md', shown, 'markdown');
      assert.equal(chosen, `<!-- agentforge: dialect=markdown -->\n${shown}`);
      assert.equal(choose('README.md', chosen, undefined), shown);
      const behind = `${shown}<!-- agentforge: dialect=kiro -->\n`;
      assert.equal(choose('README.md', behind, 'openspec'), behind.replace('kiro', 'openspec'));
    });
  }

  it('is not written into front matter, nor where it would not be read', () => {
    const text = `---\n${'x: 1\n'.repeat(98)}---\n${KIRO_LIKE}`;
    const result = chooseDialect('docs/cart.md', text, 'markdown');
    assert.ok(!result.ok);
    assert.match(result.problem, /front matter/);
    assert.deepEqual(withDialect('docs/cart.md', text, 'markdown'), result);
  });

  it('that no such file can have is said, with its line, and the content decides', () => {
    const text = `${KIRO_LIKE}<!-- agentforge: dialect=components -->\n`;
    const { warnings } = read('docs/cart.md', text) as { warnings: string[] };
    assert.deepEqual(warnings, [
      'the dialect "components" is none of sparc, spec-kit, kiro, openspec, markdown; the content decides',
    ]);
  });
});
