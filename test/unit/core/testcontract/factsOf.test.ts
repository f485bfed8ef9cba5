// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts that are read hold insertions themselves
import assert from 'node:assert/strict';
import { factsOf } from '../../../../src/core/testcontract/factsOf';
import { contractOf } from './contractOf';

describe('finding what a test of a run promises', () => {
  const PY = 'tests/test_cart.py';
  const JS = 'test/cart.test.js';
  const files = {
    [PY]: 'def test_a(): pass\nclass TestCart:\n    def test_a(self): pass\n    def test_b(self): pass\n',
    [JS]: `describe('Cart', () => {
  it('adds', () => {});
  it('adds', () => {});
  it('has [brackets]', () => {});
  it(\`adds \${n} items\`, () => {});
  it.each([[1, 2]])('%i and $b', () => {});
  it('a::b', () => {});
  it(name, () => {});
});
`,
    'cart_test.go':
      'package a\nfunc TestA(t *testing.T) {\n\tt.Run("one item", func(t *testing.T) {})\n\tt.Run(tt.name, func(t *testing.T) {})\n}\n',
    'tests/cart.rs': 'mod tests {\n    #[test]\n    fn adds() {}\n}\n',
  };

  const rows: readonly (readonly [file: string, id: string, line: number | undefined, found: string | undefined])[] = [
    [PY, 'test_a', undefined, '1 test_a'],
    [PY, 'TestCart::test_a', undefined, '3 TestCart > test_a'],
    [PY, 'TestCart::test_b[1-x::y]', undefined, '4 TestCart > test_b'],
    [PY, 'test_gone', undefined, undefined],
    [JS, 'Cart::adds', 2, '2 Cart > adds'],
    [JS, 'Cart::adds', 3, '3 Cart > adds'],
    [JS, 'Cart::adds (2)', undefined, '3 Cart > adds'],
    [JS, 'Cart::has [brackets]', undefined, '4 Cart > has [brackets]'],
    [JS, 'Cart::adds 12 items', undefined, '5 Cart > adds ${n} items'],
    [JS, 'Cart::1 and 2', 6, '6 Cart > %i and $b'],
    [JS, 'Cart::a::b', undefined, '7 Cart > a::b'],
    [JS, 'Cart::whatever', 8, '8 Cart > ${name}'],
    ['cart_test.go', 'TestA/one_item', undefined, '3 TestA > one item'],
    ['cart_test.go', 'TestA/case_2', undefined, '4 TestA > ${tt.name}'],
    ['tests/cart.rs', 'tests::adds', undefined, '3 tests > adds'],
    ['tests/other.rs', 'tests::adds', undefined, undefined],
  ];
  for (const [file, name, line, expected] of rows) {
    it(`${file}::${name}${line === undefined ? '' : `, line ${line}`}`, async () => {
      const short = name.split('::').at(-1) ?? name;
      const found = factsOf(await contractOf(files), { file, id: `${file}::${name}`, name: short, line });
      assert.equal(found && `${found.line} ${found.path.join(' > ')}`, expected);
    });
  }

  it('takes the name alone where the id says nothing', async () => {
    const found = factsOf(await contractOf(files), { file: PY, id: '17', name: 'test_b', line: undefined });
    assert.deepEqual(found?.path, ['TestCart', 'test_b']);
  });
});
