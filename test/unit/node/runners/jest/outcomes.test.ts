import assert from 'node:assert/strict';
import { tellsOutcomes } from '../script/everyRunner/outcomes';
import { JEST } from '../script/everyRunner/scriptRunners';

describe('jest', function () {
  this.timeout(60_000);
  const { rowsOf, failureOf, result } = tellsOutcomes(JEST, {
    tests: `describe('expect', () => {
  it('fails', () => expect({ a: [1] }).toEqual({ a: [2] }));
  it('counts', () => { expect.assertions(1); });
  it('snapshot', () => expect({ a: 1 }).toMatchSnapshot());
  it('inline snapshot', () => expect({ a: 1 }).toMatchInlineSnapshot());
});
it.todo('is to be done');
it.failing('fails as it should', () => expect(1).toBe(2));
it.failing('passes against the odds', () => {});
describe('both', () => { afterEach(() => { throw new Error('each'); }); it('one', () => assert.equal(1, 2)); });
describe('empty', () => {});
test.each([1, 2])('each %d', (n) => expect(n).toBe(1));
`,
    rows: [
      'failed both::one',
      'failed each 2',
      'failed expect::counts',
      'failed expect::fails',
      'failed expect::inline snapshot',
      'failed expect::snapshot',
      'failed passes against the odds',
      'passed each 1',
      'skipped is to be done',
      'xfailed fails as it should',
    ],
    files: {
      'test/retry.test.js':
        "jest.retryTimes(1);\nlet times = 0;\ntest('at last', () => expect(times++).toBe(1));\ntest('never', () => expect(1).toBe(2));\n",
      'test/nameless.test.js': "const { total } = require('../src/cart');\ntest('x', () => total());\n",
    },
  });

  it('counts the last try of a test that is tried again', () => {
    assert.deepEqual(rowsOf('test/retry.test.js').toSorted(), ['failed never', 'passed at last']);
  });

  it('says what `expect` found wrong', () => {
    const failed = failureOf('expect::fails');
    assert.equal(failed.exception, 'AssertionError');
    assert.match(failed.message, /^expect\(received\)\.toEqual\(expected\)/);
    assert.equal(failed.expected, '{ a: [ 2 ] }');
    assert.equal(failed.actual, '{ a: [ 1 ] }');
    assert.match(failed.details, /\(test\/all\.test\.js:37:/);
    assert.deepEqual(
      failed.frames?.map(({ file, line, library }) => [file, line, library]),
      [['test/all.test.js', 37, false]],
    );
    assert.equal(failureOf('expect::counts').exception, 'AssertionError');
    assert.equal(failureOf('expect::snapshot').exception, 'AssertionError');
  });

  it('says which of two is to blame when a test and the hook after it fail', () =>
    assert.equal(failureOf('both::one').exception, 'AssertionError'));

  it('names a missing file as the test writes it', () => {
    const { failure, line } = result('test/nameless.test.js');
    assert.equal(failure?.missingModule, 'src/cart');
    assert.equal(line, 1);
  });
});
