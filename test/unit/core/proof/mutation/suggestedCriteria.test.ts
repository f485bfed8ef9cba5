import assert from 'node:assert/strict';
import type { JudgedMutant } from '../../../../../src/core/proof/mutation/strength';
import { saidAlready, suggestedCriteria } from '../../../../../src/core/proof/mutation/suggestedCriteria';
import { addCriterion } from '../../../../../src/core/spec/edit/addCriterion';
import { applyMending } from '../../../../../src/core/spec/edit/mending';
import { loadSpecification } from '../../../../../src/core/spec/loadSpecification';
import { suggestionsFor } from '../../../../../src/core/tdflow/strength/suggestions';

const BORDER: JudgedMutant = {
  ...{ id: 'src/cart.js:41:12 comparison border', file: 'src/cart.js', start: 10, end: 11, line: 41, column: 12 },
  ...{ statement: { from: 41, to: 41 }, original: '>', replacement: '>=', operator: 'comparison border' },
  ...{ within: 'Cart.total', operands: { left: 'total', right: '100' }, outcome: { kind: 'survived' } },
};
const TEXT = 'components:\n- name: cart\n  methods:\n  - name: total\n  - name: add\n- name: money\n';

function load(text: string) {
  const loaded = loadSpecification({ text, path: 'cart.yaml', hash: '' });
  assert.ok(loaded.ok);
  return loaded.value.specification;
}

describe('criteria that survivors suggest', () => {
  it('are one for each case, however many faults it would show, and none for what a test noticed', () => {
    const found = suggestedCriteria({
      mutants: [
        { ...BORDER, outcome: { kind: 'killed', by: 't' } },
        BORDER,
        { ...BORDER, id: 'two', replacement: '<' },
        { ...BORDER, id: 'three', within: 'Cart.add' },
      ],
    });
    assert.deepEqual(
      found.map(({ id, state, action, faults }) => `${id}: ${state}, ${action}, ${faults.length}`),
      [
        'src/cart.js:41:12 comparison border: total is exactly 100, Cart.total is used, 2',
        'three: total is exactly 100, Cart.add is used, 1',
      ],
    );
  });

  it('go to the requirements whose tests run there, as far as the specification has them', () => {
    const to = (requirements: readonly string[]) => {
      const [first] = suggestionsFor({ component: 'cart', mutants: [{ ...BORDER, requirements }] }, load(TEXT));
      return { of: first?.of, isKnown: first?.isKnown };
    };
    assert.deepEqual(to(['cart.total', 'gone']), { of: ['cart.total'], isKnown: true });
    assert.deepEqual(to(['money']), { of: ['cart.total', 'cart.add', 'cart'], isKnown: false }, 'another component');
    assert.deepEqual(suggestionsFor({ component: 'gone', mutants: [BORDER] }, load(TEXT)), []);
  });

  it('are not said by a criterion of another value, or of another function', () => {
    const said = (text: string, state = 'x is exactly 1', action = 'f is used') =>
      saidAlready({ state, action }, [{ id: 'AC-1', text, position: { line: 1, column: 1 } }]) !== undefined;
    for (const text of [
      'GIVEN x is exactly 1 WHEN f is used THEN it is so',
      'given x is exactly 1\nwhen f is used\nthen it is so',
      '**Given** x is exactly 1, **When** f is used, **Then** it is so',
      'WHEN f is used AND x is exactly 1 THEN the system SHALL do so',
      '- **GIVEN** x is exactly 1\n- **WHEN** f is used\n- **THEN** it is so',
    ]) {
      assert.ok(said(text), text);
      for (const other of ['x is exactly 10', 'x is exactly 1.5', 'max is exactly 1', 'y + x is exactly 1'])
        assert.ok(!said(text.replace('x is exactly 1', other)), `${text} ${other}`);
      assert.ok(!said(text.replace('f is used', 'g.f is used')), text);
    }
  });

  it('are known again in the specification once they are added', () => {
    const about = { component: 'cart', mutants: [BORDER] };
    const specification = load(TEXT);
    const [before] = suggestionsFor(about, specification);
    assert.ok(before);
    assert.equal(before.said, undefined);
    const { state, action } = before.criterion;
    const added = addCriterion({ of: 'cart.add', state, action, outcome: undefined }, specification, TEXT);
    assert.ok(added.ok);
    const [after] = suggestionsFor(about, load(applyMending(TEXT.split('\n'), added.value.edits)));
    assert.equal(after?.said?.id, 'AC-001');
  });
});
