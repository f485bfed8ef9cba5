import assert from 'node:assert/strict';
import { fullName } from '../../../../src/core/testrun/fullName';

describe('the full name of a test', () => {
  it('tells tests of one name apart by what they stand in, without the file', () => {
    const of = (id: string, name: string) => fullName({ id, name, file: 'tests/test_cart.py' });
    assert.equal(of('tests/test_cart.py::test_total', 'test_total'), 'test_total');
    assert.equal(of('tests/test_cart.py::TestCart::test_total[0]', 'test_total[0]'), 'TestCart > test_total[0]');
    assert.equal(of('tests/test_cart.py', 'tests/test_cart.py'), 'tests/test_cart.py');
  });
});
