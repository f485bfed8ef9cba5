import assert from 'node:assert/strict';
import { capsFrom } from '../../../../src/core/model/spending/caps';
import type { CostReport } from '../../../../src/core/outline/costLines';
import { costLines, costSummary } from '../../../../src/core/outline/costLines';
import { sessionCosts } from '../../../../src/core/tdflow/costs';
import { sampleSession } from '../../../kit/sampleSession';

const NOTHING = { amount: 0, reserved: 0, unpriced: 0 };

function report(about: Partial<CostReport['spent']>, costs?: CostReport['costs']): CostReport {
  return { costs, spent: { day: NOTHING, session: NOTHING, ...about }, caps: capsFrom({ session: 'none' }, {}) };
}

describe('costs in words', () => {
  const none = sessionCosts({ ...sampleSession(), components: [] }, () => undefined);

  it('hold what was spent against the cap, and say what has no known price', () => {
    const [day] = costLines(report({ day: { ...NOTHING, amount: 1.5, unpriced: 2 } }));
    assert.deepEqual(day, {
      depth: 0,
      label: 'Today, in all projects',
      value: '$1.50 of $20.00, and 2 at a price that is not known',
    });
  });

  it('show small amounts as what they are, and none as none', () => {
    assert.equal(costSummary(report({ day: { ...NOTHING, amount: 0.0042 } })), '$0.0042 today');
    assert.equal(costSummary(report({}, { ...none, amount: 0.5 })), '$0.00 today, $0.50 this session');
    assert.equal(costSummary(report({ day: { ...NOTHING, unpriced: 1 } })), '$0.00 + ? today');
  });

  it('tell what is set aside for an answer under way apart, and take it for no answer that came to nothing', () => {
    const spent = { ...NOTHING, amount: 1.5, reserved: 0.57 };
    const about = report(
      { day: spent, session: { ...NOTHING, amount: 0.1, reserved: 0.57 } },
      { ...none, amount: 0.1 },
    );
    const lines = costLines(about);
    const values = Object.fromEntries(lines.map(({ label, value }) => [label, value]));
    assert.equal(values['Today, in all projects'], '$1.50 of $20.00, at most $0.57 more set aside');
    assert.equal(values['This session, what you spent'], '$0.10, at most $0.57 more set aside');
    assert.ok(!('for answers that came to nothing' in values));
    assert.equal(costSummary(about), '$1.50 + at most $0.57 today, $0.10 this session');
  });

  it('tell of answers that were paid and came to nothing', () => {
    const lines = costLines(report({ session: { ...NOTHING, amount: 0.3 } }, { ...none, amount: 0.1 }));
    const values = Object.fromEntries(lines.map(({ label, value }) => [label, value]));
    assert.equal(values['This session, what you spent'], '$0.30');
    assert.equal(values['This session, what its attempts cost, whoever paid'], '$0.10');
    assert.equal(values['for answers that came to nothing'], '$0.20');
  });

  it('tell what each proven requirement cost', () => {
    const costs = { ...none, amount: 0.4, requirements: ['FR-001', 'FR-002'], perRequirement: 0.2 };
    assert.deepEqual(costLines(report({}, costs)).at(-1), {
      depth: 0,
      label: 'Each proven requirement',
      value: '$0.20 (FR-001, FR-002)',
    });
  });
});
