import assert from 'node:assert/strict';
import type { Requirement } from '../../../../src/core/spec/requirement';
import { linkTests } from '../../../../src/core/verdict/linkTests';
import { saidBy, toldBy } from '../../../../src/core/verdict/requirementIds';

const AT = { line: 1, column: 1 };
const DEMANDED = ['FR-001', 'FR-002'].map((id) => ({
  ...{ id, title: '', text: '', position: AT, component: undefined },
  criteria: [{ id: `AC-${id.slice(3)}`, text: '', position: AT }],
})) as unknown as readonly Requirement[];

/** What the test that begins in the line with `TEST` is linked to. */
function linked(file: string, text: string, name = 'counts'): readonly string[] {
  const line = text.split('\n').findIndex((each) => each.includes('TEST')) + 1;
  const test = { id: `${file}::${name}`, name, file, line };
  const about = { facts: undefined, text: text.replace('TEST', '') };
  const telling = { name, told: toldBy(test, about), said: saidBy(test, about) };
  return [...linkTests(DEMANDED, [telling]).keys()].sort();
}

describe('tests that are marked as RED is asked to', () => {
  for (const [file, text] of [
    ['test_cart.py', '# FR-001, AC-002\n@pytest.mark.parametrize("n", [1])\ndef test_counts(n):TEST\n    assert n\n'],
    ['test_cart.py', '@pytest.mark.requirement("FR-001", "AC-002")\ndef test_counts():TEST\n    assert 1\n'],
    ['cart.test.js', "// FR-001, AC-002\nit('counts', () => {TEST\n  assert.ok(1);\n});\n"],
    ['cart_test.go', '// FR-001, AC-002\nfunc TestCounts(t *testing.T) {TEST\n\tt.Error()\n}\n'],
    ['tests/cart.rs', '// FR-001, AC-002\n#[test]\nfn counts() {TEST\n    assert!(true);\n}\n'],
    ['CartTest.java', '    @Tag("FR-001")\n    @Tag("AC-002")\n    @Test\n    void counts() {TEST\n    }\n'],
    ['CartTest.kt', '    @Tag("FR-001")\n    @Tag("AC-002")\n    @Test\n    fun counts() {TEST\n    }\n'],
    [
      'CartTests.cs',
      '    [Trait("Requirement", "FR-001")]\n    [Trait("Requirement", "AC-002")]\n    [Fact]\n    public void Counts() {TEST\n    }\n',
    ],
  ] as const) {
    it(`are linked: ${file}`, () => assert.deepEqual(linked(file, text), ['AC-002', 'FR-001', 'FR-002']));
  }

  it('are linked by the beginning of a title', () => {
    assert.deepEqual(linked('cart.test.js', "it('FR-001: counts', () => {TEST\n});\n", 'FR-001: counts'), ['FR-001']);
  });

  it('are not by what stands elsewhere, or names what the specification does not demand any more', () => {
    for (const text of [
      '# FR-001\n\n\ndef test_counts():TEST\n    assert 1\n',
      'REQUIREMENT = "FR-001"\n\ndef test_counts():TEST\n    assert 1\n\n\n# FR-002\n',
      'def test_counts():TEST\n    assert 1\n# FR-001\ndef test_other():\n    assert 1\n',
      '# FR-009, AC-009\ndef test_counts():TEST\n    assert 1\n',
    ]) {
      assert.deepEqual(linked('test_cart.py', text), [], text);
    }
  });
});
