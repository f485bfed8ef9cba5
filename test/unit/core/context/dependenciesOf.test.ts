import assert from 'node:assert/strict';
import { dependenciesOf } from '../../../../src/core/context/dependenciesOf';
import { sampleSpecification } from '../../../kit/sampleSpecification';

const SHOP = `name: shop
components:
- name: money
  location: src/money.py
  classes:
  - name: Money
    methods:
    - name: total
- name: stock
  location: src/stock.py
  description: What is on the shelves, in cents.
- name: mail
  location: src/smtp.py
- name: tax
  location: src/tax.py
- name: cart
  location: src/cart.py
  description: Takes from stock, and adds up Money; its total is sent by src/smtp.py. No taxes.
`;

describe('the components that a component works with', () => {
  const specification = sampleSpecification(SHOP);
  const of = (name: string): readonly string[] => {
    const component = specification.components.find((each) => each.name === name);
    assert.ok(component !== undefined);
    return dependenciesOf(component, specification).map((each) => each.name);
  };

  it('are those whose name, class or file its part of the specification names', () => {
    assert.deepEqual(of('cart'), ['money', 'stock', 'mail']);
  });

  it('are none where it names nothing of them', () => {
    assert.deepEqual(of('money'), []);
    assert.deepEqual(of('stock'), []);
  });
});
