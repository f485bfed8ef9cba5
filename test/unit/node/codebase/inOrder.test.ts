import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inOrder } from '../../../../src/node/codebase/inOrder';

describe('order of a list of paths', () => {
  it('is sorted, with each path once, whatever it was', async () => {
    const paths = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é'), maxLength: 4 }));
    await fc.assert(
      fc.asyncProperty(paths, async (list) => assert.deepEqual(await inOrder(list), [...new Set(list)].sort())),
    );
  });
});
