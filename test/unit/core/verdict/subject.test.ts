import assert from 'node:assert/strict';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { didYouMean, isModuleOf, subjectOf } from '../../../../src/core/verdict/subject';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { must } from '../../../kit/must';

describe('the module under test', () => {
  const python: readonly (readonly [module: string, path: string, is: boolean])[] = [
    ['cart', 'cart.py', true],
    ['cart', 'src/cart.py', true],
    ['src.cart', 'src/cart.py', true],
    ['src', 'src/cart.py', true],
    ['shop.cart', 'src/shop/cart.py', true],
    ['src.shop', 'src/shop/cart.py', true],
    ['tools.harness.escalation_domain', 'tools/harness/escalation_domain.py', true],
    ['shop', 'src/shop/__init__.py', true],
    ['crat', 'src/cart.py', false],
    ['src.crat', 'src/cart.py', false],
    ['cart.items', 'src/cart.py', false],
    ['other.cart', 'src/cart.py', false],
    ['py', 'src/cart.py', false],
    ['', 'src/cart.py', false],
    ['.', 'src/cart.py', false],
  ];
  const javascript: readonly (readonly [module: string, path: string, is: boolean])[] = [
    ['src/cart.js', 'src/cart.js', true],
    ['src/cart', 'src/cart.js', true],
    ['cart.js', 'cart.js', true],
    ['src/cart.js', 'src/cart.ts', true],
    ['src/cart.mjs', 'src/cart.mts', true],
    ['lib/src/cart.js', 'src/cart.js', false],
    ['src/crat.js', 'src/cart.js', false],
    ['cart', 'src/cart.js', false],
    ['src', 'src/cart.js', false],
  ];
  for (const [module, path, is] of [...python, ...javascript]) {
    it(`${is ? 'is' : 'is not'} ${path} when a test imports "${module}"`, () =>
      assert.equal(isModuleOf(module, path), is));
  }

  it('knows every name of its specification, those of the general part too, and its siblings', () => {
    const text = agentforgeSample('human_escalation_spec.yaml');
    const { specification } = must(loadSpecification({ text, path: 'specs/s.yaml', hash: '0'.repeat(16) }));
    const [component] = specification.components;
    assert.ok(component);
    const subject = subjectOf(specification, component, {
      implementationPath: 'tools/harness/escalation_domain.py',
      present: new Set(),
    });
    for (const word of ['Escalation', 'EscalationPriority', 'session_id', 'IN_PROGRESS']) {
      assert.ok(subject.words.has(word), word);
    }
    assert.ok(!subject.words.has('EscalationStaus'));
    assert.deepEqual(
      subject.siblings.map((sibling) => sibling.component),
      ['escalation_manager', 'escalation_notifier', ...subject.siblings.slice(2).map((sibling) => sibling.component)],
    );
    assert.ok(!subject.siblings.some((sibling) => sibling.component === component.name));
  });
});

describe('did you mean', () => {
  const names = ['EscalationStatus', 'EscalationManager', 'cart', 'total', 'id'];

  it('offers the nearest name that is a slip of the pen away', () => {
    assert.equal(didYouMean('EscalationStaus', names), 'EscalationStatus');
    assert.equal(didYouMean('EscalationMangaer', names), 'EscalationManager');
    assert.equal(didYouMean('crat', names), 'cart');
    assert.equal(didYouMean('totals', names), 'total');
  });

  it('offers nothing far away, nothing for short names, and never the name itself', () => {
    assert.equal(didYouMean('Notifier', names), undefined);
    assert.equal(didYouMean('ix', names), undefined);
    assert.equal(didYouMean('total', names), undefined);
    assert.equal(didYouMean('', names), undefined);
  });
});
