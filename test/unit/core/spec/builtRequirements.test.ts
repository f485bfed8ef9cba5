import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { must } from '../../../kit/must';
import { DRAFT } from '../../../kit/sampleRequest';

function load(text: string) {
  return must(loadSpecification({ text, path: 'specs/cart.yaml', hash: '' }));
}

describe('requirements with the components that meet them', () => {
  it('are built where the components say, each with its own requirements', () => {
    const second = `- name: receipt
  location: src/receipt.js
  test_location: test/receipt.test.js
  requirements: [FR-002]
`;
    const { specification, warnings } = load(`${DRAFT.replace('[FR-001, FR-002]', '[FR-001]')}${second}`);
    assert.deepEqual(warnings, []);
    assert.equal(specification.dialect, 'requirements');
    const [cart, receipt] = specification.components;
    assert.deepEqual([cart?.implementationPath, cart?.testPath], ['src/cart.js', 'test/cart.test.js']);
    assert.equal(cart?.derived, false);
    assert.match(cart?.excerpt ?? '', /FR-001/);
    assert.doesNotMatch(cart?.excerpt ?? '', /id: FR-002/);
    assert.match(receipt?.excerpt ?? '', /AC-002/);
    assert.doesNotMatch(specification.general, /FR-00/);
    assert.deepEqual(
      specification.requirements.map(({ id, component }) => [id, component]),
      [
        ['FR-001', 'cart'],
        ['FR-002', 'receipt'],
      ],
    );
  });

  it('that nobody meets are for all, and said; so is a component that meets what is not there', () => {
    const { specification, warnings } = load(DRAFT.replace('[FR-001, FR-002]', '[FR-002, FR-009]'));
    assert.match(specification.general, /FR-001/);
    assert.deepEqual(
      warnings.map(({ position, message }) => `${position.line}: ${message}`),
      [
        '29: component "cart" meets "FR-009", which does not stand here',
        '10: no component says that it meets "FR-001"',
      ],
    );
  });

  it('are not read beside components that say nothing of where they are built', () => {
    const refused = loadSpecification({ text: DRAFT.replace(/ {2}location.*\n/, ''), path: 'a.yaml', hash: '' });
    assert.equal(refused.ok, false);
    assert.match(JSON.stringify(refused), /Give each component a \\"location\\"/);
  });
});
