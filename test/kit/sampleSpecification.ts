import { loadSpecification } from '../../src/core/spec/loadSpecification';
import type { Component, Specification } from '../../src/core/spec/specification';
import { must } from './must';

const TEXT = `name: shop
version: 1.0.0
description: A small shop.
constraints:
- Money is counted in whole cents.
components:
- name: cart
  description: What a customer is about to buy.
  location: src/cart.py
  test_location: tests/test_cart.py
  class: Cart
  methods:
  - name: add_item
    params: "name: str, cents: int"
    behavior: Adds one item.
    errors: [ValueError when cents is negative]
  - name: total
    returns: int
    behavior: The sum of all items in cents.
- name: receipt
  description: What a customer gets after paying.
  location: src/receipt.py
  test_location: tests/test_receipt.py
  class: Receipt
`;

/** A specification of two Python components, `cart` and `receipt`, or what another text says. */
export function sampleSpecification(text = TEXT): Specification {
  return must(loadSpecification({ text, path: 'specs/shop.yaml', hash: '0123456789abcdef' })).specification;
}

export function componentNamed(specification: Specification, name: string): Component {
  const found = specification.components.find((component) => component.name === name);
  if (found === undefined) throw new Error(`no component ${name}`);
  return found;
}
