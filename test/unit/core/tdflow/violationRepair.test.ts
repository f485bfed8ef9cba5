import assert from 'node:assert/strict';
import { violationRepair } from '../../../../src/core/tdflow/violationRepair';
import { sampleComponent, sampleSession } from '../../../kit/sampleSession';

const SESSION = sampleSession({
  components: [sampleComponent('cart', { implFile: 'src/cart.py', testsFile: 'tests/test_cart.py' })],
});
const VIOLATION = {
  path: 'src/cart.py',
  line: 2,
  contract: 'own',
  check: 'no-print',
  severity: 'error',
  message: 'No print',
  fixHint: 'Log it',
} as const;

describe('the repair of a violation', () => {
  it('is GREEN for the code of a component and RED for its tests, with exactly this violation', () => {
    assert.deepEqual(violationRepair(SESSION, VIOLATION), {
      component: 'cart',
      phase: 'green',
      failure:
        'src/cart.py:2 is not as the contracts of the project want it.\nerror of the check own/no-print: No print\nHow to mend it: Log it',
    });
    const tests = { ...VIOLATION, path: 'tests/test_cart.py', line: undefined, fixHint: undefined };
    const repair = violationRepair(SESSION, tests);
    assert.equal(repair?.phase, 'red');
    assert.match(repair?.failure ?? '', /^tests\/test_cart\.py is not as .*\n.*: No print$/);
  });

  it('is none where no component has the file', () => {
    for (const path of ['src/other.py', undefined])
      assert.equal(violationRepair(SESSION, { ...VIOLATION, path }), undefined);
  });
});
