import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { commentsAndTexts } from '../../../../src/core/verdict/commentsAndTexts';
import { linkTests } from '../../../../src/core/verdict/linkTests';
import { must } from '../../../kit/must';

const requirementsIn = (text: string, path: string) =>
  must(loadSpecification({ text, path, hash: '' })).specification.requirements;

/** Which ids a test names, by its name and its lines, which stand in that file. */
function namedBy(
  requirements: ReturnType<typeof requirementsIn>,
  name: string,
  lines = '',
  path = 'tests/cart.test.ts',
): readonly string[] {
  const told = `${name}\n${lines}`;
  const said = `${name}\n${commentsAndTexts(lines, path)}`;
  return [...linkTests(requirements, [{ name, told, said }]).keys()].sort();
}

describe('the requirements that a test speaks of', () => {
  const numbered = requirementsIn(
    '# Cart\n\n- **FR-001**: One.\n  - Given a, then b\n  - Given c, then d\n- **FR-012**: Two.\n- **REQ-AUTH-3**: Three.\n',
    'specs/cart.md',
  );

  it('are found by their ids, however these are spelled, and by those of their criteria', () => {
    for (const [name, lines, ids] of [
      ['test_fr_001_adds_an_article', '', ['FR-001']],
      ['testFR1AddsAnArticle', '', ['FR-001']],
      ['adds an article', '  // covers FR-012 and REQ-AUTH-003', ['FR-012', 'REQ-AUTH-3']],
      ['FR-001.2: refuses', '', ['FR-001', 'FR-001.2']],
      ['test_nfr_001_is_quick', '', []],
      ['test_fr_0010', '', []],
      ['adds 1 article for 12 cents', 'total(1, 12)', []],
      ['adds', 'covers(FR_001)', ['FR-001']],
      ['adds', 'fr = 1; fr - 1; fr\n1', []],
      ['adds', '// AUTH-FR-001, FR-012-2, FR-1.5', []],
      ['adds', '// FR-001.', ['FR-001']],
    ] as const) {
      assert.deepEqual(namedBy(numbered, name, lines), ids, name);
    }
  });

  it('are not seen in words and names of code that only look like their ids', () => {
    const short = requirementsIn(
      ['REQ-1', 'SHA-1', 'R-2', 'AC-7', 'US3'].map((id) => `- ${id}: It SHALL.\n`).join(''),
      'specs/cart.md',
    );
    for (const [lines, ids] of [
      ['const req1 = ask(); send(req1, req_1);', []],
      ['// sha1 of the file, SHA1, sha-1', []],
      ['const r2 = r-2 + r_2; assert.equal("r2", r2);', []],
      ['const us3 = ac7; // ac 7', []],
      ['covers("REQ-1"); // SHA-1 and R-2', ['R-2', 'REQ-1', 'SHA-1']],
      ['// REQ1, AC7 and US3', ['AC-7', 'REQ-1', 'US3']],
      ['@requirement(REQ_1)', ['REQ-1']],
    ] as const) {
      assert.deepEqual(namedBy(short, 'adds', lines), ids, lines);
    }
    assert.deepEqual(namedBy(short, 'test_req_1_and_us3'), ['REQ-1', 'US3'], 'a name has one case only');
    assert.deepEqual(namedBy(numbered, 'adds', '# fr_001, fr1, fr-12', 'tests/test_cart.py'), ['FR-001']);
    const kiro = requirementsIn('### Requirement 1: Total\n\nIt adds.\n', 'cart/requirements.md');
    assert.deepEqual(namedBy(kiro, 'answers', '// req1 goes before req2\nsend("req1");'), []);
    assert.deepEqual(namedBy(kiro, 'answers', '// req 1\n'), ['1']);
    assert.deepEqual(namedBy(kiro, 'test_req1_answers'), ['1']);
  });

  it('are found by number only where the test says that it is a requirement', () => {
    const kiro = requirementsIn(
      '### Requirement 2: Total\n\n#### Acceptance Criteria\n\n1. WHEN asked THE SYSTEM SHALL answer\n2. WHEN empty THE SYSTEM SHALL say 0\n',
      'cart/requirements.md',
    );
    assert.deepEqual(namedBy(kiro, 'answers', '# Requirements: 2.1', 'tests/test_cart.py'), ['2', '2.1']);
    assert.deepEqual(namedBy(kiro, 'answers', 'check("requirement 2");'), ['2']);
    assert.deepEqual(namedBy(kiro, 'answers', 'const req2 = ask(req2.1);'), [], 'code');
    assert.deepEqual(namedBy(kiro, 'answers', '// without any requirement\n// 2 carts'), [], 'another line');
    assert.deepEqual(namedBy(kiro, 'adds 2 to 2.1'), []);
  });

  it('are found by their names where names are ids', () => {
    const openSpec = requirementsIn(
      '### Requirement: Shipping total\nSHALL\n#### Scenario: Empty cart\n- THEN 0\n\n### Requirement: Total\nSHALL\n#### Scenario: Any\n- THEN x\n',
      'openspec/specs/cart/spec.md',
    );
    assert.deepEqual(namedBy(openSpec, 'test_shipping_total_of_an_empty_cart'), [
      'Shipping total',
      'Shipping total: Empty cart',
    ]);
    assert.deepEqual(namedBy(openSpec, 'gives the total'), []);
    assert.deepEqual(namedBy(openSpec, 'gives it', '// requirement: none\n// Requirement Total'), ['Total']);
    assert.deepEqual(namedBy(openSpec, 'gives it', 'const emptyCart = shippingTotal;'), [], 'code');
    assert.deepEqual(namedBy(openSpec, 'gives it', '/* the shipping total */'), ['Shipping total']);
  });

  it('are methods where the name of the test has theirs', () => {
    const methods = requirementsIn(
      'spec_id: cart\ncomponents:\n- name: cart\n  methods:\n  - {name: add_item, behavior: Adds.}\n  - {name: total, behavior: Sums.}\n',
      'specs/cart.yaml',
    );
    assert.deepEqual(namedBy(methods, 'TestCart > test_add_item_twice', 'cart.total()'), ['cart.add_item']);
  });

  it('are none by an id that several criteria have', () => {
    const twice = requirementsIn(
      `spec_id: cart\nrequirements:\n${['FR-1', 'FR-2']
        .map((id) => `- id: ${id}\n  description: x\n  acceptance_criteria:\n  - {id: AC-1, then: y}\n`)
        .join('')}`,
      'specs/cart.yaml',
    );
    assert.deepEqual(namedBy(twice, 'test_ac_1'), []);
    assert.deepEqual(namedBy(twice, 'test_fr_2_ac_1'), ['FR-2']);
  });
});
