import assert from 'node:assert/strict';
import type { Substitute } from '../../../../src/core/testrun/substitute';
import { realRun } from '../../../kit/realRun';
import { said, substituted, symbol, touched } from './substituted';

describe('pytest finds the substitute under every name by which tests may import its path:', () => {
  const test = (line: string): string => `${line}\ndef test_total(): assert total([1]) == 1\n`;
  const reached = ['failed test_total: NotImplementedError: total is not implemented'];

  for (const [title, path, files] of [
    [
      'from the workspace folder, its packages missing too',
      'tools/deep/cart.py',
      test('from tools.deep.cart import total'),
    ],
    ['as a module of the workspace folder', 'cart.py', test('from cart import total')],
    ['without src', 'src/shop/cart.py', test('from shop.cart import total')],
    ['with src', 'src/shop/cart.py', test('from src.shop.cart import total')],
    ['a package', 'shop/cart/__init__.py', test('from shop.cart import total')],
    ['a whole module', 'shop/cart.py', test('import shop.cart as cart; total = cart.total')],
    ['a module of a package', 'shop/cart.py', test('from shop import cart; total = cart.total')],
    ['late', 'shop/cart.py', 'def test_total():\n    from shop.cart import total\n    assert total([1]) == 1\n'],
    [
      'by a configured path',
      'lib/python/cart.py',
      {
        'pytest.ini': '[pytest]\npythonpath = lib/python\n',
        'tests/test_cart.py': test('from cart import total'),
      },
    ],
    [
      'by a path that conftest.py adds',
      'lib/cart.py',
      {
        'conftest.py': 'import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))\n',
        'tests/test_cart.py': test('from cart import total'),
      },
    ],
    [
      'from the project folder below the workspace',
      'services/api/shop/cart.py',
      {
        'services/api/pyproject.toml': '[project]\nname = "api"\n',
        'services/api/tests/test_cart.py': test('from shop.cart import total'),
      },
    ],
    [
      'in a package that is there and imports it itself',
      'shop/cart.py',
      { 'shop/__init__.py': 'from .cart import total\n', 'tests/test_cart.py': test('from shop import total') },
    ],
    [
      'beside a test in its package',
      'shop/cart.py',
      { 'shop/__init__.py': '', 'shop/test_cart.py': test('from .cart import total') },
    ],
    [
      'with the importlib mode',
      'shop/cart.py',
      {
        'pytest.ini': '[pytest]\naddopts = --import-mode=importlib\n',
        'tests/test_cart.py': test('from shop.cart import total'),
      },
    ],
    [
      'by other means than the path, as an editable installation has them',
      'code/shop_cart.py',
      {
        'code/shop_cart.py': 'def total(prices): return 1\n',
        'conftest.py': `
import importlib.util, os, sys
class Editable:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "shop_cart":
            return importlib.util.spec_from_file_location(name, os.path.join(os.path.dirname(__file__), "code/shop_cart.py"))
sys.meta_path.append(Editable)
`,
        'tests/test_cart.py': test('from shop_cart import total'),
      },
    ],
  ] as const) {
    it(title, async () => {
      const run = await substituted(files, 'not-implemented', { path, shape: [symbol('function', 'total')] });
      assert.deepEqual(said(run), reached);
    });
  }

  it('and is no explanation of any other import', async () => {
    const run = await substituted({
      'shop/__init__.py': '',
      'tests/test_cart.py': 'from shop.basket import total\ndef test_total(): assert total([1]) == 1\n',
      'tests/test_shop.py': 'from shop import total\ndef test_total(): assert total([1]) == 1\n',
      'tests/test_top.py': 'from cart import total\ndef test_total(): assert total([1]) == 1\n',
    });
    assert.deepEqual(
      run.report.tests.map(({ failure }) => failure?.missingModule ?? failure?.missingSymbol),
      ['shop.basket', 'total', 'cart'],
    );
  });

  it('with the components beside it that are missing too', async () => {
    const substitute: Substitute = {
      behaviour: 'not-implemented',
      modules: ['shop/cart.py', 'shop/prices/table.py'].map((path) => ({ path, shape: [] })),
    };
    const run = await realRun(
      {
        'tests/test_cart.py': `
from shop.cart import Cart
from shop.prices.table import Table
def test_both(): Cart(Table()).sum()
`,
      },
      { request: { substitute } },
    );
    assert.deepEqual(said(run), ['failed test_both: NotImplementedError: Cart.sum is not implemented']);
    assert.deepEqual(touched(run), { test_both: ['Table', 'Cart', 'Cart.sum'] });
  });
});
