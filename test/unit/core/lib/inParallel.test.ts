import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inParallel } from '../../../../src/core/lib/inParallel';

describe('work in parallel', () => {
  it('gives the results in order, with never more at once than wanted, and each item once', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), async (items, width) => {
        let [now, most] = [0, 0];
        const results = await inParallel([...items.entries()], width, async ([index, turns]) => {
          now += 1;
          most = Math.max(most, now);
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          now -= 1;
          return index;
        });
        assert.deepEqual(results, [...items.keys()]);
        assert.ok(most <= width);
      }),
      { numRuns: 50 },
    ));

  it('begins nothing after a failure, waits for what runs, and throws what came first', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    const working = inParallel([0, 1, 2, 3, 4, 5], 3, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('first');
      await Promise.resolve();
      ended.push(item);
      if (item === 2) throw new Error('second');
    });
    await assert.rejects(working, /first/);
    assert.deepEqual(
      [begun, ended],
      [
        [0, 1, 2],
        [0, 2],
      ],
    );
  });
});
