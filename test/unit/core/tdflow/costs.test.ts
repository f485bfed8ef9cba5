import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sessionCosts } from '../../../../src/core/tdflow/costs';
import type { AttemptRecord, Session } from '../../../../src/core/tdflow/session';
import type { JudgedTest, Verdict } from '../../../../src/core/verdict/verdict';
import { sampleSession } from '../../../kit/sampleSession';

const attempt = (
  phase: AttemptRecord['phase'],
  cost: number | undefined,
  model = 'claude-sonnet-5-5',
): AttemptRecord => ({
  ...{ id: `001-${phase}-cart`, phase, at: '2026-11-21T12:00:00Z', result: 'reached', summary: 'done', model, cost },
});

function session(attempts: readonly AttemptRecord[]): Session {
  const base = sampleSession();
  const components = base.components.map((component, index) => (index === 0 ? { ...component, attempts } : component));
  return { ...base, components };
}

const NO_VERDICT = () => undefined;

describe('what a session cost', () => {
  it('is told by component and phase, tries that failed included', () => {
    const { amount, unknown, components } = sessionCosts(
      session([attempt('red', 0.1), attempt('red', 0.2), attempt('green', 0.4)]),
      NO_VERDICT,
    );
    assert.deepEqual([amount.toFixed(2), unknown], ['0.70', 0]);
    const [first, second] = components;
    assert.deepEqual(
      first?.phases.filter(({ attempts }) => attempts.length > 0).map((each) => [each.phase, each.amount.toFixed(2)]),
      [
        ['red', '0.30'],
        ['green', '0.40'],
      ],
    );
    assert.equal(second?.amount, 0);
  });

  it('does not take an unknown price for nothing, nor what was pasted or recorded for unknown', () => {
    const free = ['manual', 'recorded', 'none'].map((model) => attempt('red', undefined, model));
    const { amount, unknown } = sessionCosts(session([...free, attempt('red', undefined, 'own-model')]), NO_VERDICT);
    assert.deepEqual([amount, unknown], [0, 1]);
  });

  it('is shared among the requirements that tests of reached verdicts name, each counted once', () => {
    const judged = (name: string, asNeeded = true) =>
      ({ id: `test/cart.test.js::${name}`, name, file: 'test/cart.test.js', line: undefined, asNeeded }) as JudgedTest;
    const verdict = {
      tests: [
        judged('FR-001 adds'),
        judged('test_fr_001_again'),
        judged('FR-002 sums'),
        judged('FR-003 no', false),
        judged('plain'),
      ],
    } as unknown as Verdict;
    const base = session([attempt('red', 0.3)]);
    const reached: Session = {
      ...base,
      components: base.components.map((component, index) => ({
        ...component,
        phases: index === 0 ? ({ red: { state: 'reached' } } as never) : {},
      })),
    };
    const costs = sessionCosts(reached, () => verdict);
    assert.deepEqual([costs.requirements, costs.perRequirement], [['FR-001', 'FR-002'], 0.15]);
    assert.equal(sessionCosts(base, () => verdict).perRequirement, undefined, 'no verdict was reached');
  });

  it('is the sum of its parts, on every level', () => {
    const record = fc.record({
      phase: fc.constantFrom('red' as const, 'green' as const, 'refactor' as const),
      cost: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const all = records.map(({ phase, cost }) => attempt(phase, cost));
        const costs = sessionCosts(session(all), NO_VERDICT);
        const sum = (parts: readonly { readonly amount: number; readonly unknown: number }[]) => [
          parts.reduce((total, { amount }) => total + amount, 0),
          parts.reduce((total, { unknown }) => total + unknown, 0),
        ];
        const known = all.flatMap(({ cost }) => cost ?? []);
        assert.equal(
          costs.amount,
          known.reduce((a, b) => a + b, 0),
        );
        assert.equal(costs.unknown, all.length - known.length);
        assert.deepEqual(sum(costs.components), [costs.amount, costs.unknown]);
        for (const component of costs.components) {
          assert.deepEqual(sum(component.phases), [component.amount, component.unknown]);
        }
      }),
    );
  });
});
