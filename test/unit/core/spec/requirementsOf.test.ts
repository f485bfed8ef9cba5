import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { requirementsOf } from '../../../../src/core/spec/requirementsOf';
import { must } from '../../../kit/must';

function idsByComponent(text: string): Readonly<Record<string, readonly string[]>> {
  const { specification } = must(loadSpecification({ text, path: 'specs/shop.yaml', hash: '' }));
  return Object.fromEntries(
    specification.components.map((component) => [
      component.name,
      requirementsOf(specification, component).map(({ id }) => id),
    ]),
  );
}

describe('the requirements of a component', () => {
  it('are those that mention its entity, and those that mention none', () => {
    const text = `spec_id: shop
entities:
- {name: Cart}
- {name: Receipt}
requirements:
  functional:
  - {id: FR-001, description: A cart holds articles.}
  - {id: FR-002, description: A receipt names the shop.}
  - {id: FR-003, description: All amounts are cents.}
  - {id: FR-004, description: A receipt follows from a cart.}
`;
    assert.deepEqual(Object.values(idsByComponent(text)), [
      ['FR-001', 'FR-003', 'FR-004'],
      ['FR-002', 'FR-003', 'FR-004'],
    ]);
  });

  it('are those that it says it meets, and those that no component says it meets', () => {
    const text = `spec_id: shop
requirements:
- {id: FR-001, description: One.}
- {id: FR-002, description: Two.}
- {id: FR-003, description: Three.}
components:
- {name: cart, location: src/cart.py, requirements: [FR-001, FR-002]}
- {name: receipt, location: src/receipt.py, requirements: [FR-002]}
`;
    assert.deepEqual(idsByComponent(text), { cart: ['FR-001', 'FR-002', 'FR-003'], receipt: ['FR-002', 'FR-003'] });
  });
});
