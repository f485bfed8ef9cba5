import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CAP_SCOPES } from '../../../../../src/core/config/config';
import { capsFrom, DEFAULT_CAPS } from '../../../../../src/core/model/spending/caps';

describe('the caps of the costs', () => {
  it('are the usual ones where nobody said anything', () => {
    assert.deepEqual(capsFrom({}, {}), {
      generation: { limit: 2, isAsked: false },
      session: { limit: 10, isAsked: false },
      day: { limit: 20, isAsked: false },
    });
  });

  it('are what the user says, or none', () => {
    assert.deepEqual(capsFrom({ generation: 0.5, session: 'none', day: 100 }, {}), {
      generation: { limit: 0.5, isAsked: true },
      day: { limit: 100, isAsked: true },
    });
  });

  it('are lowered by a repository and never raised', () => {
    const caps = capsFrom({ generation: 1, session: 'none' }, { generation: 50, session: 3, day: 0.25 });
    assert.deepEqual(caps, {
      generation: { limit: 1, isAsked: true },
      session: { limit: 3, isAsked: true },
      day: { limit: 0.25, isAsked: true },
    });
  });

  it('never allow more than the user does, whatever the repository says', () => {
    const amount = fc.double({ min: 0, max: 1_000, noNaN: true });
    const some = (value: fc.Arbitrary<number | 'none'>) =>
      fc.record({ generation: value, session: value, day: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(some(fc.oneof(amount, fc.constant('none' as const))), some(amount), (user, repository) => {
        const caps = capsFrom(user, repository as Record<string, number>);
        for (const scope of CAP_SCOPES) {
          const own = user[scope] ?? DEFAULT_CAPS[scope];
          const limit = caps[scope]?.limit ?? Number.POSITIVE_INFINITY;
          if (own !== 'none') assert.ok(limit <= own);
          assert.ok(limit <= ((repository[scope] as number | undefined) ?? Number.POSITIVE_INFINITY));
        }
      }),
    );
  });
});
