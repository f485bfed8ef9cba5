import assert from 'node:assert/strict';
import { testLiterals } from '../../../../src/core/testcontract/testLiterals';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

/** `3 test_a input 1`, one for each literal. */
async function literals(path: string, text: string): Promise<readonly string[]> {
  const found = await testLiterals([{ path, text }], trees);
  assert.ok(found.every(({ file }) => file === path));
  return found.map(({ line, test, role, literal }) => `${line} ${test} ${role} ${literal}`);
}

describe('the literals of tests', () => {
  it('of calls go in, those of assertions are expected, in Python', async () => {
    const text = `RATE = 0.2
def test_a(cart):
    cart.add('x', count=2)
    wanted = 8
    code = "SAVE10"
    assert cart.apply(code) == wanted
    assert cart.total([10, 20]) == 30
    assert cart.rate == RATE
    self.assertEqual(cart.get({'a': 1}), -5)
    with pytest.raises(ValueError, match="bad"):
        cart.add(-1)
    print("nothing")
`;
    assert.deepEqual(await literals('tests/test_a.py', text), [
      '3 test_a input "x"',
      '3 test_a input 2',
      '7 test_a input [10, 20]',
      '7 test_a expected 30',
      '9 test_a input { "a": 1 }',
      '9 test_a expected -5',
      '11 test_a input -1',
      '5 test_a input "SAVE10"',
      '4 test_a expected 8',
      '1 test_a expected 0.2',
    ]);
  });

  it('of parameter sets go where their names are used, set by set', async () => {
    const text = `@pytest.mark.parametrize("n, wanted", [(5, 120), (6, 720)])
def test_a(n, wanted):
    assert factorial(n) == wanted
`;
    assert.deepEqual(await literals('tests/test_a.py', text), [
      '2 test_a[n, wanted = (5, 120)] input 5',
      '2 test_a[n, wanted = (5, 120)] expected 120',
      '2 test_a[n, wanted = (6, 720)] input 6',
      '2 test_a[n, wanted = (6, 720)] expected 720',
    ]);
  });

  it('in JavaScript, also of tables and of helpers that check', async () => {
    const text = `describe('f', () => {
  it('a', async () => {
    expect(f('x', [1, 2])).toBe(3);
    assert.deepEqual(await g({ a: 1 }), ['y']);
    checkTotal(7);
  });
  it.each([[5, 120]])('b %i', (n, wanted) => { expect(f(n)).toBe(wanted); });
});
`;
    assert.deepEqual(await literals('test/a.test.ts', text), [
      '3 f > a input "x"',
      '3 f > a input [1, 2]',
      '3 f > a expected 3',
      '4 f > a input { a: 1 }',
      '4 f > a expected ["y"]',
      '5 f > a input 7',
      '5 f > a expected 7',
      '7 f > b %i[[5, 120]] input 5',
      '7 f > b %i[[5, 120]] expected 120',
    ]);
  });

  it('in Go, Rust, Java and C#', async () => {
    const go = `package a
func TestA(t *testing.T) {
	for _, tt := range []struct{ in, want int }{{in: 1, want: 2}} {
		if got := F(tt.in, 5); got != 6 { t.Errorf("got %d", got) }
	}
}
`;
    assert.deepEqual(await literals('a_test.go', go), [
      '2 TestA[{ in: 1, want: 2 }] input 1',
      '2 TestA[{ in: 1, want: 2 }] expected 1',
      '2 TestA[{ in: 1, want: 2 }] expected 2',
      '4 TestA[{ in: 1, want: 2 }] input 5',
      '4 TestA[{ in: 1, want: 2 }] expected 6',
    ]);
    assert.deepEqual(await literals('tests/a.rs', '#[test]\nfn a() { assert_eq!(f(1, "x"), 3); }\n'), [
      '2 a input 1',
      '2 a input "x"',
      '2 a expected 3',
    ]);
    const java = 'class ATest { @Test void a() { assertEquals(3, f(1)); assertThat(f(2)).isEqualTo("x"); } }';
    assert.deepEqual(await literals('ATest.java', java), [
      '1 ATest > a expected 3',
      '1 ATest > a input 1',
      '1 ATest > a input 2',
      '1 ATest > a expected "x"',
    ]);
    const sharp =
      'class ATests { [Theory] [InlineData(5, 120)] public void A(int n, int w) { Assert.Equal(w, F(n)); } }';
    assert.deepEqual(await literals('ATests.cs', sharp), [
      '1 ATests > A[InlineData(5, 120)] input 5',
      '1 ATests > A[InlineData(5, 120)] expected 120',
    ]);
  });

  it('none of files that are no tests', async () => {
    assert.deepEqual(await literals('pytest.ini', '[pytest]\naddopts = -q\n'), []);
    assert.deepEqual(await literals('tests/helpers.py', 'def make(): return f(1)\n'), []);
  });
});
