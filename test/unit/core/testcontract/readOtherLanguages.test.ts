// biome-ignore-all lint/suspicious/noTemplateCurlyInString: names that tests are given while they run are shown so
import assert from 'node:assert/strict';
import type { Assertion } from '../../../../src/core/testcontract/testContract';
import type { Files } from './contractOf';
import { contractOf } from './contractOf';

type Demand = readonly [string, Assertion['strength']];

async function demandsOf(files: Files): Promise<readonly Demand[]> {
  const { tests } = await contractOf(files);
  return tests.flatMap(({ assertions }) => assertions.map(({ text, strength }): Demand => [text, strength]));
}

describe('reading Go tests', () => {
  const FILE = 'cart/cart_test.go';
  const inTest = (...lines: readonly string[]) => ({
    [FILE]: `package cart\n\nfunc TestAdd(t *testing.T) {\n${lines.map((line) => `\t${line}\n`).join('')}}\n`,
  });

  it('finds tests, subtests, examples and methods of suites', async () => {
    const { tests } = await contractOf({
      [FILE]: `package cart

func TestAdd(t *testing.T) {
	t.Run("one item", func(t *testing.T) {
		t.Run("deep", func(t *testing.T) {})
	})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {})
	}
}
func (s *CartSuite) TestTotal() { s.Equal(1, total()) }
func FuzzAdd(f *testing.F) {}
func ExampleAdd() {
	fmt.Println(Add(1, 2))
	// Output: 3
}
func TestMain(m *testing.M) {}
func Testable() {}
func BenchmarkAdd(b *testing.B) {}
`,
    });
    assert.deepEqual(
      tests.map(({ path, line, assertions }) => [path.join('/'), line, ...assertions.map(({ text }) => text)]),
      [
        ['TestAdd', 3],
        ['TestAdd/one item', 4],
        ['TestAdd/one item/deep', 5],
        ['TestAdd/${tt.name}', 8],
        ['CartSuite/TestTotal', 11, 's.Equal(1, total())'],
        ['FuzzAdd', 12],
        ['ExampleAdd', 13, 'Output: 3'],
      ],
    );
  });

  it('tells how much is demanded, by failing under a condition or by a library', async () => {
    assert.deepEqual(
      await demandsOf(
        inTest(
          'if got := Add(1, 2); got != 3 { t.Errorf("got %d", got) }',
          'if err == nil { t.Fatal("no error") }',
          'if !strings.Contains(said, "x") { t.Error(said) }',
          'if math.Abs(got - want) > 0.01 { t.Fail() }',
          'if !reflect.DeepEqual(got, want) { t.Fatal(got) }',
          'assert.Equal(t, 3, Add(1, 2))',
          'require.NotNil(t, cart)',
          'assert.InDelta(t, 1, Ratio(), 0.01)',
        ),
      ),
      [
        ['if got := Add(1, 2); got != 3: t.Error', 'exact'],
        ['if err == nil: t.Fatal', 'weak'],
        ['if !strings.Contains(said, "x"): t.Error', 'bounded'],
        ['if math.Abs(got - want) > 0.01: t.Fail', 'bounded'],
        ['if !reflect.DeepEqual(got, want): t.Fatal', 'exact'],
        ['assert.Equal(t, 3, Add(1, 2))', 'exact'],
        ['require.NotNil(t, cart)', 'weak'],
        ['assert.InDelta(t, 1, Ratio(), 0.01)', 'bounded'],
      ],
    );
  });

  it('knows skips, rows of tables, and helpers of the same folder', async () => {
    const { tests } = await contractOf({
      [FILE]: `//go:build integration

package cart

var cases = []struct{ a, want int }{{1, 2}, {3, 4}}

func TestAdd(t *testing.T) {
	if testing.Short() { t.Skip("short") }
	for _, tt := range cases { check(t, tt.a) }
}
`,
      'cart/helpers_test.go':
        'package cart\n\nfunc check(t *testing.T, a int) { if a != 1 { t.Fatal(a) } }\nfunc unused() {}\n',
      'other/helpers_test.go': 'package other\n\nfunc check() {}\n',
    });
    assert.deepEqual(
      tests.map(({ skips, parameters, uses, assertions }) => [
        skips,
        parameters,
        uses,
        assertions.map(({ from }) => from?.file),
      ]),
      [
        [
          ['built for integration', 'if testing.Short(): t.Skip("short")'],
          ['{ 1, 2 }', '{ 3, 4 }'],
          ['cases', 'check'],
          ['cart/helpers_test.go'],
        ],
      ],
    );
  });
});

describe('reading Rust tests', () => {
  it('finds tests in modules, with skips, cases and how they end', async () => {
    const { tests, support } = await contractOf({
      'src/cart.rs': `pub fn total() -> i32 { 3 }
#[cfg(test)]
mod tests {
    use super::*;
    const WANTED: i32 = 3;
    fn check(n: i32) { assert_eq!(n, WANTED); }
    #[test]
    fn adds() { check(total()); }
    #[tokio::test]
    #[ignore = "slow"]
    async fn waits() {}
    #[rstest]
    #[case(1, 2)]
    #[case(3, 4)]
    fn cases(#[case] a: i32, #[case] b: i32) {}
    #[cfg(feature = "big")]
    mod big {
        #[test]
        #[should_panic(expected = "no such")]
        fn fails() { total(); }
    }
}
`,
    });
    assert.deepEqual(
      tests.map(({ path, skips, parameters, uses, assertions }) => ({
        path: path.join('::'),
        skips,
        parameters,
        uses,
        assertions: assertions.map(({ text }) => text),
      })),
      [
        {
          path: 'tests::adds',
          skips: [],
          parameters: [],
          uses: ['WANTED', 'check'],
          assertions: ['assert_eq!(n, WANTED)'],
        },
        { path: 'tests::waits', skips: ['ignore = "slow"'], parameters: [], uses: [], assertions: [] },
        { path: 'tests::cases', skips: [], parameters: ['case(1, 2)', 'case(3, 4)'], uses: [], assertions: [] },
        {
          path: 'tests::big::fails',
          skips: ['cfg(feature = "big")'],
          parameters: [],
          uses: [],
          assertions: ['should_panic(expected = "no such")'],
        },
      ],
    );
    assert.ok(!support.some(({ name }) => name === 'total'));
  });

  it('tells how much is demanded', async () => {
    const lines = [
      'assert_eq!(total(), 3);',
      'assert!(total() == 3);',
      'assert!(total() >= 3);',
      'assert!(matches!(f(), Ok(_)));',
      'assert_relative_eq!(a, b, epsilon = 0.1);',
      'assert!(total().is_some());',
      'assert_ne!(total(), 3);',
      'if total() != 3 { panic!("no"); }',
    ];
    assert.deepEqual(
      (await demandsOf({ 'tests/cart.rs': `#[test]\nfn a() {\n${lines.join('\n')}\n}\n` })).map(
        ([, strength]) => strength,
      ),
      ['exact', 'exact', 'bounded', 'bounded', 'bounded', 'weak', 'weak', 'bounded'],
    );
  });
});

describe('reading Java tests', () => {
  it('finds tests of classes, of classes within and of bases, with what their annotations say', async () => {
    const { tests } = await contractOf({
      'src/test/java/CartTest.java': `class CartTest extends Base {
  private static final int WANTED = 3;
  @BeforeEach void setUp() { cart = new Cart(); }
  @Test void adds() { assertEquals(WANTED, cart.total()); check(cart); }
  @Disabled("later") @Test void later() {}
  @Test(expected = IllegalStateException.class, timeout = 100) public void old() { cart.fail(); }
  @ParameterizedTest @ValueSource(ints = {1, 2}) @Tag("slow") void each(int n) {}
  @Nested class WhenEmpty { @Test void isZero() {} }
  void check(Cart cart) { assertNotNull(cart); }
}
`,
      'src/test/java/Base.java':
        'abstract class Base {\n  @Test void inherited() {}\n  @AfterEach void close() {}\n}\n',
    });
    const facts = tests.map(({ path, skips, parameters, markers, uses, assertions }) => [
      path.join('.'),
      skips,
      parameters,
      markers,
      uses.map((name) => name.replace(/.*\./, '')),
      assertions.map(({ text }) => text),
    ]);
    assert.deepEqual(
      facts.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
      [
        ['CartTest.WhenEmpty.isZero', [], [], ['Nested'], ['close', 'setUp'], []],
        [
          'CartTest.adds',
          [],
          [],
          [],
          ['close', 'WANTED', 'check', 'setUp'],
          ['assertEquals(WANTED, cart.total())', 'assertNotNull(cart)'],
        ],
        ['CartTest.each', [], ['ValueSource = 1', 'ValueSource = 2'], ['Tag("slow")'], ['close', 'setUp'], []],
        ['CartTest.inherited', [], [], [], ['close', 'setUp'], []],
        ['CartTest.later', ['Disabled("later")'], [], [], ['close', 'setUp'], []],
        ['CartTest.old', [], [], ['timeout(100)'], ['close', 'setUp'], ['expected = IllegalStateException.class']],
      ],
    );
  });

  it('tells how much is demanded', async () => {
    const lines: readonly Demand[] = [
      ['assertEquals(3, total())', 'exact'],
      ['assertEquals(3.0, total(), 0.1)', 'bounded'],
      ['assertThat(total()).isEqualTo(3)', 'exact'],
      ['assertThat(total()).isNotNull()', 'weak'],
      ['assertThat(total()).isCloseTo(3.0, within(0.1))', 'bounded'],
      ['assertThat(total(), is(3))', 'exact'],
      ['assertTrue(total() == 3)', 'exact'],
      ['assertTrue(total())', 'weak'],
      ['assertThrows(IllegalStateException.class, () -> total())', 'bounded'],
      ['assertThrows(Exception.class, () -> total())', 'weak'],
      ['assertThatThrownBy(() -> total()).hasMessage("no")', 'exact'],
      ['verify(gateway).send(1)', 'bounded'],
    ];
    const text = `class CartTest { @Test void a() {\n${lines.map(([line]) => `${line};\n`).join('')}} }`;
    assert.deepEqual(await demandsOf({ 'CartTest.java': text }), lines);
  });
});

describe('reading C# tests', () => {
  it('finds tests of xunit, NUnit and MSTest, with what their attributes say', async () => {
    const { tests } = await contractOf({
      'CartTests.cs': `namespace Shop;
public class CartTests {
  public CartTests() { cart = new Cart(); }
  [Fact(Skip = "later")] public void A() { Assert.Equal(3, cart.Total()); }
  [Theory, InlineData(1, 2)] [InlineData(3, 4)] public void B(int a, int b) { cart.Total().Should().Be(3); }
  [Test] [Ignore("x")] public void C() { Assert.That(cart.Total(), Is.EqualTo(3)); }
  [TestMethod] public void D() => Assert.ThrowsException<ArgumentException>(() => cart.Fail());
  private void Helper() {}
}
`,
    });
    assert.deepEqual(
      tests.map(({ path, skips, parameters, assertions }) => [
        path.join('.'),
        skips,
        parameters,
        assertions.map(({ strength }) => strength),
      ]),
      [
        ['CartTests.A', ['Skip = "later"'], [], ['exact']],
        ['CartTests.B', [], ['InlineData(1, 2)', 'InlineData(3, 4)'], ['exact']],
        ['CartTests.C', ['Ignore("x")'], [], ['exact']],
        ['CartTests.D', [], [], ['bounded']],
      ],
    );
  });
});
