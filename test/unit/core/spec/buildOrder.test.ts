import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildOrder } from '../../../../src/core/spec/buildOrder';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import type { Specification } from '../../../../src/core/spec/specification';
import { must } from '../../../kit/must';
import { sampleSpecification } from '../../../kit/sampleSpecification';

const sparc = (text: string): Specification =>
  must(loadSpecification({ text, path: 'architecture/Architecture.md', hash: '0123456789abcdef' })).specification;
const order = (specification: Specification) => buildOrder(specification).components.map(({ name }) => name);

describe('the order in which components are built', () => {
  it('is that of the file when nothing depends on anything', () => {
    assert.deepEqual(order(sampleSpecification()), ['cart', 'receipt']);
  });

  it('puts what is needed first, whether it is named by name, by file, or in a sentence', () => {
    const yaml = `name: shop
components:
- name: receipt
  dependencies: ["the CartStore, for its items", express]
- name: CartStore
  location: src/store.py
  dependencies: [{name: money}]
- name: mail
  dependencies: [src/store.py]
- name: money
`;
    const built = buildOrder(sampleSpecification(yaml));
    assert.deepEqual(
      built.components.map(({ name }) => name),
      ['money', 'CartStore', 'receipt', 'mail'],
    );
    assert.deepEqual(built.needs.get('receipt'), ['CartStore']);
    assert.deepEqual(built.needs.get('mail'), ['CartStore']);
    assert.deepEqual(built.circles, []);
  });

  it('reads the dependencies of SPARC, and those of requirements of different components', () => {
    const text = `# Architecture
## Component: receipt
### Dependencies and Interfaces
- \`cart-store\`: the items
- Used by: mail
### Requirements
- **FR-1**: Prints.
## Component: mail
Depends on: receipt
## Component: cart-store
## Component: page
### Requirements
- **FR-2**: Shows. 
  - Depends on: FR-1
`;
    const built = buildOrder(sparc(text));
    assert.deepEqual(
      built.components.map(({ name }) => name),
      ['cart-store', 'receipt', 'mail', 'page'],
    );
    assert.deepEqual(built.needs.get('page'), ['receipt']);
    assert.deepEqual(built.circles, []);
  });

  it('says which components need each other, and goes on in the order of the file', () => {
    const yaml =
      'name: shop\ncomponents:\n- {name: one, dependencies: [two]}\n- {name: two, dependencies: [three]}\n- {name: three, dependencies: [one, three]}\n- {name: four}\n';
    const built = buildOrder(sampleSpecification(yaml));
    assert.deepEqual(
      built.components.map(({ name }) => name),
      ['three', 'two', 'one', 'four'],
    );
    assert.deepEqual(built.circles, [['one', 'two', 'three']]);
    assert.deepEqual(built.needs.get('three'), []);
  });

  it('holds every component once, and never one before what it needs', () => {
    const names = ['alpha', 'beta', 'gamma', 'delta', 'omega'];
    const component = (name: string) =>
      fc.subarray(names).map((dependencies) => `- {name: ${name}, dependencies: [${dependencies.join(', ')}]}`);
    fc.assert(
      fc.property(fc.tuple(...names.map(component)), (lines) => {
        const { components, needs } = buildOrder(sampleSpecification(`name: x\ncomponents:\n${lines.join('\n')}\n`));
        const built = components.map(({ name }) => name);
        assert.deepEqual([...built].sort(), [...names].sort());
        for (const [index, name] of built.entries())
          for (const need of needs.get(name) ?? []) assert.ok(built.indexOf(need) < index, `${name} needs ${need}`);
      }),
      { numRuns: 50 },
    );
  });
});
