/** A component in three languages whose tests run every line of it and look at almost nothing that it gives. */
export const WEAK_JAVASCRIPT: Readonly<Record<string, string>> = {
  'package.json': '{"type": "module"}\n',
  'src/cart.js': `export class Cart {
  #items = [];
  add(price, count = 1) {
    if (price <= 0 || count < 1) throw new RangeError('bad price');
    this.#items.push({ price, count });
    return this;
  }
  total() {
    let total = 0;
    for (const { price, count } of this.#items) total += price * count;
    return total > 100 ? total * 0.9 : total;
  }
}
`,
  'test/cart.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart.js';

test('FR-001 adds', () => {
  assert.ok(new Cart().add(5));
});
test('FR-002 refuses', () => {
  assert.throws(() => new Cart().add(-1));
});
test('FR-003 has a total', () => {
  assert.ok(new Cart().add(200).total() > 0);
});
`,
};

export const WEAK_PYTHON: Readonly<Record<string, string>> = {
  'cart.py': `class Cart:
    """A cart."""

    def __init__(self):
        self.items = []

    def add(self, price, count=1):
        if price <= 0 or count < 1:
            raise ValueError("bad price")
        self.items.append((price, count))
        return self

    def total(self):
        total = 0
        for price, count in self.items:
            total += price * count
        return total * 0.9 if total > 100 else total
`,
  'test_cart.py': `import pytest
from cart import Cart


def test_fr_001_adds():
    assert Cart().add(5)


def test_fr_002_refuses():
    with pytest.raises(ValueError):
        Cart().add(-1)


def test_fr_003_has_a_total():
    assert Cart().add(200).total() > 0
`,
};

export const WEAK_GO: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/cart\n\ngo 1.24\n',
  'cart.go': `package cart

import "errors"

type Cart struct{ items []int }

func (c *Cart) Add(price int) error {
	if price <= 0 {
		return errors.New("bad price")
	}
	c.items = append(c.items, price)
	return nil
}

func (c *Cart) Total() int {
	total := 0
	for _, price := range c.items {
		total += price
	}
	if total > 100 {
		total -= 10
	}
	return total
}
`,
  'cart_test.go': `package cart

import "testing"

func TestCart(t *testing.T) {
	c := &Cart{}
	if c.Add(200) != nil || c.Add(-1) == nil {
		t.Fatal("add")
	}
	if c.Total() == 0 {
		t.Fatal("total")
	}
}
`,
};
