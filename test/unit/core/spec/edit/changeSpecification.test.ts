import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SpecificationChange } from '../../../../../src/core/spec/edit/changeSpecification';
import { changeSpecification } from '../../../../../src/core/spec/edit/changeSpecification';
import { loadSpecification } from '../../../../../src/core/spec/loadSpecification';
import { specificationSources } from '../../../../kit/specificationSources';

const YAML = `# The cart.
metadata:
  spec_id: cart-one
  status: draft      # not yet
  owner: {name: "A", unknown: yes}
requirements:
  functional:
  - id: FR-001
    title: 'One''s cart'   # quoted
    description: >-
      It holds
      lines.

    acceptance_criteria: [{id: AC-001, text: plain}, {id: AC-002, then: b, text: "in quotes"}]
  - {title: Flow, id: FR-002, description: last}
`;
const set = (text: string, change: SpecificationChange, path = 's.yaml') => changeSpecification({ path, text }, change);

describe('changing one thing in a specification', () => {
  for (const [what, change, before, after] of [
    ['the status', { part: 'status', value: 'approved' }, 'status: draft ', 'status: approved '],
    ['a title in its quotes', { part: 'title', id: 'FR-001', value: "It's" }, "'One''s cart'", "'It''s'"],
    [
      'a text in a block',
      { part: 'text', id: 'FR-001', value: 'It: ends' },
      '      It holds\n      lines.\n',
      '      It: ends\n',
    ],
    ['a criterion between braces', { part: 'text', id: 'AC-001', value: 'a, b' }, 'plain', '"a, b"'],
    ['a criterion in quotes', { part: 'text', id: 'AC-002', value: 'a "b"' }, '"in quotes"', '"a \\"b\\""'],
    [
      'a title that YAML takes for a number',
      { part: 'title', id: 'FR-002', value: '1.0' },
      'title: Flow',
      'title: "1.0"',
    ],
  ] as const) {
    it(`in YAML leaves every other byte: ${what}`, () => {
      assert.deepEqual(set(YAML, change), { ok: true, value: YAML.replace(before, () => after) });
    });
  }

  for (const [what, change, reason] of [
    ['what is not there', { part: 'title', id: 'FR-009', value: 'x' }, /no "FR-009"/],
    ['what has no such part', { part: 'title', id: 'AC-001', value: 'x' }, /has no title/],
    ['several lines', { part: 'title', id: 'FR-001', value: 'a\nb' }, /one line/],
  ] as const) {
    it(`refuses ${what}, and says so`, () => {
      const result = set(YAML, change);
      assert.ok(!result.ok);
      assert.match(result.problem, reason);
    });
  }

  for (const [what, items] of [
    ['an alias', '- {id: FR-001, description: &d It holds}\n- {id: FR-002, description: *d}\n'],
    ['a merged mapping', '- &b {id: FR-001, description: It holds}\n- {<<: *b, id: FR-002}\n'],
    [
      'a list of aliases',
      '- id: FR-001\n  acceptance_criteria: &c [{id: AC-001, description: It holds}]\n- &e {criteria: *c}\n',
    ],
  ] as const) {
    it(`leaves to a person what another place says too, by ${what}`, () => {
      const text = `x: 1\nrequirements:\n${items}`;
      const id = text.includes('AC-001') ? 'AC-001' : 'FR-001';
      const result = set(text, { part: 'text', id, value: 'It ends' });
      assert.deepEqual(result, { ok: false, problem: 'It is written in a way that only a person can change.' });
    });
  }

  it('changes what has an anchor that nothing names', () => {
    const text = 'requirements:\n- {id: FR-001, description: &d It holds}\n';
    const result = set(text, { part: 'text', id: 'FR-001', value: 'It ends' });
    assert.deepEqual(result, { ok: true, value: text.replace('It holds', 'It ends') });
  });

  it('in Markdown changes a title and a demand where they stand, and never what is read besides', () => {
    const text = '# A\n\n## FR-001: Lines\n\n- FR-002: It **holds** lines.\n- FR-003: It holds lines\n  and more.\n';
    const one = set(text, { part: 'title', id: 'FR-001', value: 'Rows' }, 'a.md');
    assert.deepEqual(one, { ok: true, value: text.replace('FR-001: Lines', 'FR-001: Rows') });
    const two = set(text, { part: 'text', id: 'FR-002', value: 'It ends.' }, 'a.md');
    assert.deepEqual(two, { ok: true, value: text.replace('It **holds** lines.', 'It ends.') });
    assert.ok(!set(text, { part: 'text', id: 'FR-003', value: 'x' }, 'a.md').ok, 'two lines');
    assert.ok(!set(text, { part: 'status', value: 'draft' }, 'a.md').ok);
  });

  it('in any file of any dialect touches one place, and nothing when nothing is to change', async () => {
    const words = fc.stringMatching(/^[A-Za-z][ -~äß€]{0,30}[a-z]$/);
    let changed = 0;
    for (const { path, text: written, isReal } of await specificationSources()) {
      const text = written.replaceAll('\r\n', '\n');
      const loaded = loadSpecification({ path, text, hash: '' });
      if (!loaded.ok || isReal) continue;
      const { requirements } = loaded.value.specification;
      for (const { id, title } of requirements.slice(0, 3)) {
        if (title !== '') {
          const same = set(text, { part: 'title', id, value: title }, path);
          if (same.ok) assert.equal(same.value, text, path);
        }
        for (const value of fc.sample(words, { numRuns: 3, seed: 7 })) {
          const result = set(text, { part: 'title', id, value }, path);
          if (!result.ok) continue;
          changed += 1;
          const [before, after] = [text.split('\n'), result.value.split('\n')];
          assert.equal(after.length, before.length, path);
          assert.equal(after.filter((line, index) => line !== before[index]).length, 1, `${path} ${id}: ${value}`);
        }
      }
    }
    assert.ok(changed >= 30, `only ${changed}`);
  });
});
