import assert from 'node:assert/strict';
import type { Assertion } from '../../../../src/core/testcontract/testContract';
import { contractOf, onlyAssertion, onlyTest } from './contractOf';

const FILE = 'tests/test_cart.py';

const inTest = (...lines: readonly string[]) => ({
  [FILE]: `def test_it(cart, m):\n${lines.map((line) => `    ${line}\n`).join('')}`,
});

describe('reading Python tests', () => {
  describe('finds tests', () => {
    const named = async (text: string, path = FILE) =>
      (await contractOf({ [path]: text })).tests.map(({ path: names }) => names.join('.'));

    it('as functions, methods of test classes and of test cases, with their lines', async () => {
      const text = `import unittest
def test_one(): pass
async def test_two():
    pass
def helper(): pass
class TestCart:
    def test_three(self): pass
    def helper(self): pass
    class TestEmpty:
        def test_four(self): pass
class CartCase(unittest.TestCase):
    def test_five(self): pass
class Cart:
    def test_no(self): pass
class TestWithConstructor:
    def __init__(self): pass
    def test_no(self): pass
`;
      const { tests } = await contractOf({ [FILE]: text });
      assert.deepEqual(
        tests.map(({ path, line, endLine }) => [path.join('.'), line, endLine]),
        [
          ['test_one', 2, 2],
          ['test_two', 3, 4],
          ['TestCart.test_three', 7, 7],
          ['TestCart.TestEmpty.test_four', 10, 10],
          ['CartCase.test_five', 12, 12],
        ],
      );
    });

    it('that a class inherits from the same file, another file and a test case', async () => {
      const base =
        'import unittest\nclass Base:\n    def test_a(self):\n        assert self.make() == 1\nclass Case(unittest.TestCase):\n    def test_b(self): pass\n';
      const text =
        'from .base import Base, Case\nclass TestA(Base):\n    def make(self): return total()\nclass Sub(Case): pass\nclass TestOver(Base):\n    def test_a(self): pass\n';
      const { tests } = await contractOf({ [FILE]: text, 'tests/base.py': base });
      assert.deepEqual(tests.map(({ file, path, definedIn }) => [file, path.join('.'), definedIn ?? 'here']).sort(), [
        [FILE, 'Sub.test_b', 'tests/base.py'],
        [FILE, 'TestA.test_a', 'tests/base.py'],
        [FILE, 'TestOver.test_a', 'here'],
      ]);
      assert.deepEqual(tests.find(({ path }) => path[0] === 'TestA')?.uses, ['TestA.make']);
    });

    it('in conditions and under decorators, of two with one name only the last', async () => {
      assert.deepEqual(
        await named('if True:\n    def test_a(): pass\n@mark\ndef test_b(): pass\ndef test_a(): assert 1\n'),
        ['test_b', 'test_a'],
      );
      const { tests } = await contractOf({ [FILE]: 'def test_a():\n    assert x == 1\ndef test_a(): pass\n' });
      assert.deepEqual(
        tests.map(({ line, assertions }) => [line, assertions.length]),
        [[3, 0]],
      );
    });

    it('none where the name is given to something else, is a fixture, or stands in a conftest.py', async () => {
      assert.deepEqual(await named('def test_a(): pass\ntest_a = None\n'), []);
      assert.deepEqual(await named('@pytest.fixture\ndef test_data(): pass\n'), []);
      assert.deepEqual(await named('def test_a(): pass\n', 'tests/conftest.py'), []);
      assert.deepEqual(await named('class TestA:\n    __test__ = False\n    def test_a(self): pass\n'), []);
    });
  });

  describe('tells how much an assertion demands', () => {
    const rows: readonly (readonly [string, Assertion['strength']])[] = [
      ['assert total(a) == 3', 'exact'],
      ['assert total(a) is None', 'exact'],
      ['assert (total(a) == 3)', 'exact'],
      ['assert all(x == 1 for x in total(a))', 'exact'],
      ['assert np.array_equal(a, b)', 'exact'],
      ['assert 0 < total(a) < 10', 'bounded'],
      ['assert total(a) >= 3', 'bounded'],
      ['assert "x" in total(a)', 'bounded'],
      ['assert total(a) == pytest.approx(3)', 'bounded'],
      ['assert total(a) == mock.ANY', 'bounded'],
      ['assert total(a) == 3 or total(a) == 4', 'bounded'],
      ['assert total(a).startswith("x")', 'bounded'],
      ['assert total(a)', 'weak'],
      ['assert not total(a)', 'weak'],
      ['assert total(a) is not None', 'weak'],
      ['assert total(a) != 3', 'weak'],
      ['assert isinstance(total(a), int)', 'weak'],
      ['assert total(a) == 3 or True', 'weak'],
      ['assert 1 == 1', 'weak'],
      ['assert cart == cart', 'weak'],
      ['self.assertEqual(total(a), 3)', 'exact'],
      ['self.assertTrue(total(a) == 3)', 'exact'],
      ['self.assertAlmostEqual(total(a), 3)', 'bounded'],
      ['self.assertIn(1, total(a))', 'bounded'],
      ['self.assertTrue(total(a))', 'weak'],
      ['self.assertIsNotNone(total(a))', 'weak'],
      ['m.assert_called_once_with(1)', 'exact'],
      ['m.assert_called_once_with(ANY)', 'bounded'],
      ['m.assert_any_call(1)', 'bounded'],
      ['m.assert_called()', 'weak'],
      ['np.testing.assert_allclose(total(a), 3, rtol=0.1)', 'bounded'],
      ['np.testing.assert_array_equal(total(a), b)', 'exact'],
      ['pytest.raises(ValueError, total, 1)', 'bounded'],
      ['with pytest.raises(ValueError, match="no"): total(1)', 'exact'],
      ['with pytest.raises(ValueError): total(1)', 'bounded'],
      ['with pytest.raises(Exception): total(1)', 'weak'],
      ['with pytest.raises(Exception, match="no"): total(1)', 'bounded'],
      ['with self.assertRaisesRegex(ValueError, "no"): total(1)', 'exact'],
      ['with pytest.warns(UserWarning): total(1)', 'bounded'],
      ['pytest.fail("no")', 'bounded'],
      ['expect(page).to_equal("x")', 'exact'],
      ['assert_that(total(a)).is_equal_to(3)', 'exact'],
      ['total(a).should.contain(3)', 'bounded'],
    ];
    for (const [line, strength] of rows) {
      it(`${line}: ${strength}`, async () => assert.equal((await onlyAssertion(inTest(line))).strength, strength));
    }

    it('each part of a condition for itself', async () => {
      const { assertions } = await onlyTest(inTest('assert (a == 1 and b > 2), "message"'));
      assert.deepEqual(
        assertions.map(({ text, strength }) => [text, strength]),
        [
          ['assert a == 1', 'exact'],
          ['assert b > 2', 'bounded'],
        ],
      );
    });

    const none = [
      'total(a)',
      'print(assert_)',
      'm.called_once_with(1)',
      'x = 1',
      'expect(total(a))',
      'cart.assertion = 3',
    ];
    for (const line of none) {
      it(`${line}: nothing`, async () => assert.deepEqual((await onlyTest(inTest(line))).assertions, []));
    }
  });

  describe('keeps tolerances', () => {
    const rows: readonly (readonly [string, readonly (readonly [string, number])[]])[] = [
      [
        'assert x == pytest.approx(3, rel=1e-3)',
        [
          ['rel', 0.001],
          ['abs', 1e-12],
        ],
      ],
      [
        'assert x == approx(3, abs=0.01)',
        [
          ['rel', 0],
          ['abs', 0.01],
        ],
      ],
      ['self.assertAlmostEqual(x, 3, places=2)', [['places', 0.005]]],
      ['self.assertAlmostEqual(x, 3, delta=0.5)', [['delta', 0.5]]],
      [
        'assert math.isclose(x, 3, abs_tol=10 ** -3)',
        [
          ['rel', 1e-9],
          ['abs', 0.001],
        ],
      ],
      ['assert abs(x - 3) < 0.01', [['below abs(x - 3)', 0.01]]],
      ['assert 2 < x', [['above x', -2]]],
    ];
    for (const [line, expected] of rows) {
      it(line, async () => {
        const { tolerances } = await onlyAssertion(inTest(line));
        assert.deepEqual(
          tolerances?.map(({ name, value }) => [name, value]),
          expected,
        );
      });
    }
  });

  it('follows helpers and fixtures to other files, directly and through others', async () => {
    const { tests, support } = await contractOf({
      [FILE]: `from .helpers import check
import tests.tools as tools
LIMIT = 3
@pytest.fixture
def cart(gateway): return Cart(gateway)
def test_it(cart):
    check(cart, LIMIT)
    tools.compare(cart)
`,
      'tests/helpers.py':
        'def check(cart, limit):\n    inner(cart)\ndef inner(cart):\n    assert cart.total == 1\ndef unused(): pass\n',
      'tests/tools.py': 'def compare(cart):\n    assert cart.size\n',
      'tests/conftest.py':
        '@pytest.fixture\ndef gateway(): return Gateway()\n@pytest.fixture(autouse=True)\ndef quiet(): pass\n',
      'other/conftest.py': '@pytest.fixture\ndef gateway(): return None\n',
    });
    assert.deepEqual(tests[0]?.uses, ['LIMIT', 'cart', 'check', 'compare', 'gateway', 'inner', 'quiet']);
    assert.deepEqual(
      tests[0]?.assertions.map(({ text, line, from }) => [text, line, from]),
      [
        ['assert cart.size', 2, { file: 'tests/tools.py', name: 'compare' }],
        ['assert cart.total == 1', 4, { file: 'tests/helpers.py', name: 'inner' }],
      ],
    );
    assert.deepEqual(
      support.filter(({ file }) => file === 'tests/helpers.py').map(({ name, kind }) => [name, kind]),
      [
        ['check', 'helper'],
        ['inner', 'helper'],
      ],
    );
  });

  it('follows a test that another test calls', async () => {
    const text =
      'class TestA:\n    def test_a(self, n=1):\n        assert total(n) == n\n    def test_b(self): self.test_a(2)\n';
    const { tests } = await contractOf({ [FILE]: text });
    assert.deepEqual(
      tests.map(({ assertions, uses }) => [assertions.map(({ from }) => from?.name), uses]),
      [
        [[undefined], []],
        [['TestA.test_a'], ['TestA.test_a']],
      ],
    );
  });

  it('takes an assertion helper that is among the files for what it does, and another for an assertion', async () => {
    const text = 'from .helpers import assert_ok\ndef test_it():\n    assert_ok(1)\n    assert_other(2)\n';
    const { assertions } = await onlyTest({ [FILE]: text, 'tests/helpers.py': 'def assert_ok(x): pass\n' });
    assert.deepEqual(
      assertions.map(({ text: each }) => each),
      ['assert_other(2)'],
    );
  });

  describe('knows skips', () => {
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ['@pytest.mark.skip\ndef test_it(): pass', ['skip']],
      [
        '@pytest.mark.skipif(sys.platform == "win32", reason="x")\ndef test_it(): pass',
        ['skipif(sys.platform == "win32", reason="x")'],
      ],
      ['@pytest.mark.xfail(strict=True)\ndef test_it(): pass', ['xfail(strict=True)']],
      ['@unittest.skip("x")\ndef test_it(): pass', ['skip("x")']],
      ['@unittest.expectedFailure\ndef test_it(): pass', ['expectedFailure']],
      ['def test_it():\n    if slow:\n        pytest.skip("x")', ['if slow: pytest.skip("x")']],
      ['def test_it():\n    raise unittest.SkipTest("x")', ['raise unittest.SkipTest("x")']],
      [
        'def test_it(request):\n    request.node.add_marker(pytest.mark.xfail)',
        ['request.node.add_marker(pytest.mark.xfail)'],
      ],
      ['pytestmark = [pytest.mark.skip, pytest.mark.slow]\ndef test_it(): pass', ['skip']],
      ['pytest.importorskip("numpy")\ndef test_it(): pass', ['pytest.importorskip("numpy")']],
      [
        'needs_db = pytest.mark.skipif(not DB, reason="x")\n@needs_db\ndef test_it(): pass',
        ['skipif(not DB, reason="x")'],
      ],
      ['if os.name == "nt":\n    def test_it(): pass', ['if os.name == "nt"']],
      ['@pytest.mark.skip\nclass TestA:\n    def test_it(self): pass', ['skip']],
      ['@pytest.fixture\ndef db():\n    pytest.skip("x")\ndef test_it(db): pass', ['pytest.skip("x")']],
    ];
    for (const [text, skips] of rows) {
      it(text.replaceAll('\n', ' '), async () =>
        assert.deepEqual((await onlyTest({ [FILE]: `${text}\n` })).skips, skips),
      );
    }

    it('of one parameter set', async () => {
      const text =
        '@pytest.mark.parametrize("a", [1, pytest.param(2, id="two", marks=pytest.mark.xfail)])\ndef test_it(a): pass\n';
      const { skips, parameters } = await onlyTest({ [FILE]: text });
      assert.deepEqual([skips, parameters], [['xfail for 2'], ['a = 1', 'a = 2']]);
    });
  });

  describe('knows parameters and marks', () => {
    it('of all kinds', async () => {
      const text = `CASES = [(1, 2), (3, 4)]
@pytest.fixture(params=["x", "y"])
def kind(request): return request.param
@pytest.mark.slow
@pytest.mark.timeout(5)
@pytest.mark.parametrize(("a", "b"), CASES)
@pytest.mark.parametrize("c", load())
@given(st.integers())
def test_it(a, b, c, kind): pass
`;
      const { parameters, markers } = await onlyTest({ [FILE]: text });
      assert.deepEqual(parameters, [
        'a, b = (1, 2)',
        'a, b = (3, 4)',
        'c = load()',
        'given(st.integers())',
        'kind = "x"',
        'kind = "y"',
      ]);
      assert.deepEqual(markers, ['slow', 'timeout(5)']);
    });
  });

  it('marks the place of assertions in what a test does, and tells what they depend on', async () => {
    const { body, assertions } = await onlyTest(
      inTest(
        '"""Says it."""',
        'cart.add(1)  # one',
        'assert cart.total == 1',
        'for x in cart:',
        '    assert x',
        'if cart.done: return',
        'assert cart.size',
        'try:',
        '    assert cart.a',
        'except Exception: pass',
      ),
    );
    assert.equal(
      body,
      '(cart, m)\ncart.add(1)\n⁂\nfor x in cart: {\n⁂\n}\nif cart.done: {\nreturn\n}\n⁂\ntry: {\n⁂\n} except Exception: {\npass\n}',
    );
    assert.deepEqual(
      assertions.map(({ line, guards }) => [line, guards]),
      [
        [4, undefined],
        [6, ['for x in cart']],
        [8, ['if cart.done: return']],
        [10, ['if cart.done: return', 'try with except Exception']],
      ],
    );
  });

  describe('sees when all that is looked at are mocks of the test itself', () => {
    const rows: readonly (readonly [string, boolean])[] = [
      ['def test_it():\n    m = Mock(return_value=3)\n    assert m() == 3', true],
      ['def test_it():\n    m = MagicMock()\n    m.send(1)\n    m.send.assert_called_once_with(1)', true],
      ['def test_it():\n    m = Mock()\n    x = m.total()\n    assert x == m.total.return_value', true],
      ['def test_it():\n    with patch("a.b") as m:\n        m()\n    m.assert_called()', true],
      ['@patch("a.b")\ndef test_it(m):\n    m.assert_called()', true],
      ['def test_it(mocker):\n    m = mocker.patch("a.b")\n    m.assert_called()', true],
      ['@pytest.fixture\ndef m(): return Mock()\ndef test_it(m):\n    m.assert_called()', true],
      [
        'class TestA:\n    def setup_method(self):\n        self.m = Mock()\n    def test_it(self):\n        self.m.assert_called()',
        true,
      ],
      ['def test_it():\n    m = Mock()\n    assert total(m) == 3', false],
      ['def test_it():\n    m = Mock()\n    x = total([1])\n    assert x == m.value', false],
      ['def test_it():\n    assert 1 == 2', false],
      ['@pytest.fixture\ndef m(): return Cart(Mock())\ndef test_it(m):\n    assert m.total == 3', false],
      ['from app import m\ndef test_it():\n    m.assert_called()', false],
      ['@pytest.mark.parametrize("a", [1])\ndef test_it(a):\n    m = Mock(return_value=a)\n    assert m() == a', true],
    ];
    for (const [text, expected] of rows) {
      it(`${expected ? 'yes' : 'no'}: ${text.replace(/\s+/g, ' ')}`, async () => {
        assert.equal((await onlyAssertion({ [FILE]: `${text}\n` })).onOwnMocks, expected);
      });
    }
  });

  it('says which parts of the support replace what others see', async () => {
    const { support } = await contractOf({
      'tests/conftest.py': `import sys, app
sys.modules["gateway"] = Fake()
app.total = lambda items: 3
os.environ["MODE"] = "test"
sys.path.insert(0, "src")
@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("app.now", lambda: 0)
@pytest.fixture
def cart():
    with patch("app.send"):
        yield Cart()
@pytest.fixture
def plain(): return Cart()
`,
    });
    assert.deepEqual(
      support.flatMap(({ name, patches }) => (patches === undefined ? [] : [[name, ...patches]])),
      [
        ['clock', 'monkeypatch.setattr("app.now", lambda: 0)'],
        ['cart', 'patch("app.send")'],
        ['top level', 'sys.modules["gateway"] = Fake()', 'app.total = lambda items: 3'],
      ],
    );
  });

  it('reads a file with errors as far as it can', async () => {
    const { tests } = await contractOf({ [FILE]: 'def test_a():\n    assert x == 1\ndef broken(:\n  ((\n' });
    assert.equal(tests[0]?.assertions[0]?.text, 'assert x == 1');
  });
});
