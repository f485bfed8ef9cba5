import assert from 'node:assert/strict';
import { outlineOf } from '../../../../../src/core/codebase/symbols/outlineOf';
import { symbolsOf } from './symbolsOf';

async function outline(path: string, lines: readonly string[]): Promise<readonly string[]> {
  return outlineOf(await symbolsOf(path, lines.join('\n'))).split('\n');
}

describe('outline of a file', () => {
  it('has the signatures without bodies, members further to the right, with the first sentence of what is said of them', async () => {
    const lines = await outline('cart.py', [
      'class Cart(Base):',
      '    """Holds things. And more."""',
      '    limit: int = 3',
      '    def add(',
      '        self,',
      '        item: Item,',
      '    ) -> None:',
      '        self.items.append(item)',
      'def free(a): return a',
    ]);
    assert.deepEqual(lines, [
      'class Cart(Base):',
      '  // Holds things.',
      '  limit: int = 3',
      '  def add(self, item: Item,) -> None:',
      'def free(a):',
    ]);
  });

  it('says what is short and whole once', async () => {
    const lines = await outline('shape.ts', [
      'export interface Shape {',
      '  readonly id: string;',
      '  area(): number;',
      '}',
    ]);
    assert.deepEqual(lines, ['export interface Shape {', '  readonly id: string;', '  area(): number;', '}']);
  });

  it('leaves out what nobody else may use', async () => {
    const typescript = await outline('cart.ts', [
      'class Cart {',
      '  private a = 1;',
      '  private async b() {}',
      '  #c() {}',
      '  d() {}',
      '}',
    ]);
    assert.deepEqual(typescript, ['class Cart', '  d()']);
    const python = [
      'class Cart:',
      '    def __init__(self, a): ...',
      '    def _b(self): ...',
      '_C = 1',
      'class _D:',
      '    def e(self): ...',
    ];
    assert.deepEqual(await outline('cart.py', python), ['class Cart:', '  def __init__(self, a):']);
  });

  it('is empty for a file that defines nothing', async () => {
    assert.deepEqual(await outline('cart.py', ['print(1)']), ['']);
  });

  describe('with what the file hands on from others, as the source says it', () => {
    it('in TypeScript', async () => {
      const lines = await outline('src/cart/index.ts', [
        "import { Money } from '../money';",
        "import { Tax, Rate as TaxRate } from '../tax';",
        "export * from './line';",
        'export class Cart {}',
        'export {',
        '  // The first.',
        '  Discount,',
        '  type Kind as DiscountKind,',
        "} from './discount';",
        'export { TaxRate };',
      ]);
      assert.deepEqual(lines, [
        "import { Tax, Rate as TaxRate } from '../tax';",
        "export * from './line';",
        'export class Cart',
        "export {Discount, type Kind as DiscountKind} from './discount';",
      ]);
    });

    it('in JavaScript', async () => {
      const lines = [
        "const a = require('./a');",
        "module.exports = require('./lib/shop');",
        "exports.b = require('./b').b;",
      ];
      assert.deepEqual(await outline('index.js', lines), lines);
    });

    it('in the file of a package in Python: of its own modules, or by its list', async () => {
      const own = [
        'import os',
        'from typing import Any',
        'from .cart import (',
        '    Cart,  # first',
        '    Line,',
        ')',
        'from shop.money import Money',
        'def open() -> Cart:',
        '    from .storage import Storage',
        '    return Storage().cart',
      ];
      const shown = ['from .cart import (Cart, Line)', 'from shop.money import Money', 'def open() -> Cart:'];
      assert.deepEqual(await outline('src/shop/__init__.py', own), shown);
      assert.deepEqual(await outline('src/shop/money.py', own), ['def open() -> Cart:']);
      const listed = [
        'from .cart import Cart as _Cart, Line as CartLine',
        'from ._util import check',
        'try:',
        '    from fast import total',
        'except ImportError:',
        '    from .slow import total',
        'LIMIT = 3',
        '__all__ = ["CartLine", "LIMIT"]',
        "__all__ += ('total',)",
      ];
      assert.deepEqual(await outline('shop/api.py', listed), [
        'from .cart import Cart as _Cart, Line as CartLine',
        'from fast import total',
        'from .slow import total',
        'LIMIT = 3',
      ]);
    });

    it('in Rust, where it stands', async () => {
      const lines = await outline('src/lib.rs', [
        'mod money;',
        'pub mod cart;',
        'pub use money::{Money, currency::{',
        '    Code, Rate,',
        '}};',
        'pub fn open() {}',
        'pub mod prelude {',
        '    pub use crate::cart::Cart;',
        '}',
      ]);
      assert.deepEqual(lines, [
        'pub mod cart;',
        'pub use money::{Money, currency::{Code, Rate}};',
        'pub fn open()',
        'pub mod prelude',
        '  pub use crate::cart::Cart;',
      ]);
    });

    it('and all that it loads where it says nothing else', async () => {
      assert.deepEqual(await outline('shop.h', ['#include "cart.h"', '#include "money.h"']), [
        '#include "cart.h"',
        '#include "money.h"',
      ]);
      assert.deepEqual(await outline('shop.rb', ["require_relative 'cart'"]), ["require_relative 'cart'"]);
      assert.deepEqual(await outline('setup.ts', ["import './clock';", "import './clock';"]), ["import './clock';"]);
    });
  });
});
