/** A component in Python with ten tests that miss a few things. */
export const PYTHON_CODE = 'src/shop/cart.py';
export const PYTHON_TESTS = 'tests/test_cart.py';
export const PYTHON: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project]
name = "shop"
version = "0"
[tool.pytest.ini_options]
pythonpath = ["src"]
[tool.mutmut]
source_paths = ["src"]
`,
  'src/shop/__init__.py': '',
  [PYTHON_CODE]: `class Cart:
    def __init__(self):
        self.items = []

    def add(self, name, cents, quantity=1):
        if cents <= 0 or quantity < 1:
            raise ValueError("bad item")
        for index, (known, price, count) in enumerate(self.items):
            if known == name:
                self.items[index] = (known, price, count + quantity)
                return self
        self.items.append((name, cents, quantity))
        return self

    def subtotal(self):
        total = 0
        for _, cents, quantity in self.items:
            total += cents * quantity
        return total

    def total(self, code=None):
        amount = self.subtotal()
        if amount > 10000:
            amount = amount * 95 // 100
        if code is None:
            return amount
        if code == "TEN":
            return round(amount * 90 / 100)
        raise KeyError("unknown code")

    def count(self):
        return sum(quantity for _, _, quantity in self.items)
`,
  [PYTHON_TESTS]: `import pytest
from shop.cart import Cart


def test_adds():
    assert Cart().add("apple", 50, 2).items == [("apple", 50, 2)]


def test_adds_again():
    assert Cart().add("apple", 50, 2).add("apple", 50, 3).count() == 5


@pytest.mark.parametrize("quantity", [0, -1])
def test_refuses(quantity):
    with pytest.raises(ValueError):
        Cart().add("apple", 50, quantity)


def test_subtotal():
    assert Cart().add("apple", 50, 2).add("bread", 325).subtotal() == 425


def test_total():
    assert Cart().add("apple", 50, 2).total() == 100


def test_ten():
    assert Cart().add("apple", 50, 2).add("bread", 325).total("TEN") == 382


def test_large():
    assert Cart().add("tv", 20000).total() < 20000


def test_unknown():
    with pytest.raises(KeyError):
        Cart().total("FREE")
`,
};

/** The same in JavaScript, for `node --test`. */
export const SCRIPT_CODE = 'src/cart.js';
export const SCRIPT_TESTS = 'test/cart.test.js';
export const SCRIPT: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }\n',
  [SCRIPT_CODE]: `export class Cart {
  items = [];

  add(name, cents, quantity = 1) {
    if (cents <= 0 || quantity < 1) {
      throw new RangeError('bad item');
    }
    for (const each of this.items) {
      if (each.name === name) {
        each.quantity += quantity;
        return this;
      }
    }
    this.items.push({ name, cents, quantity });
    return this;
  }

  subtotal() {
    let total = 0;
    for (const { cents, quantity } of this.items) total += cents * quantity;
    return total;
  }

  total(code) {
    let amount = this.subtotal();
    if (amount > 10000) {
      amount = Math.floor((amount * 95) / 100);
    }
    if (code === undefined) return amount;
    if (code === 'TEN') return Math.round((amount * 90) / 100);
    throw new Error('unknown code');
  }
}
`,
  [SCRIPT_TESTS]: `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart.js';

test('adds', () => assert.deepEqual(new Cart().add('apple', 50, 2).items, [{ name: 'apple', cents: 50, quantity: 2 }]));
test('adds again', () => assert.equal(new Cart().add('apple', 50, 2).add('apple', 50, 3).items[0].quantity, 5));
test('refuses 0', () => assert.throws(() => new Cart().add('apple', 50, 0)));
test('refuses -1', () => assert.throws(() => new Cart().add('apple', 50, -1)));
test('subtotal', () => assert.equal(new Cart().add('apple', 50, 2).add('bread', 325).subtotal(), 425));
test('total', () => assert.equal(new Cart().add('apple', 50, 2).total(), 100));
test('ten', () => assert.equal(new Cart().add('apple', 50, 2).add('bread', 325).total('TEN'), 383));
test('large', () => assert.ok(new Cart().add('tv', 20000).total() < 20000));
test('unknown', () => assert.throws(() => new Cart().total('FREE')));
`,
};
