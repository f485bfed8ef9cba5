import assert from 'node:assert/strict';
import { tellsOutcomes } from '../script/everyRunner/outcomes';
import { VITEST } from '../script/everyRunner/scriptRunners';

describe('vitest', function () {
  this.timeout(60_000);
  const { rowsOf, failureOf, result } = tellsOutcomes(VITEST, {
    tests: `describe('expect', () => {
  it('fails', () => expect({ a: [1] }).toEqual({ a: [2] }));
  it('snapshot', () => expect({ a: 1 }).toMatchSnapshot());
  it('inline snapshot', () => expect({ a: 1 }).toMatchInlineSnapshot());
});
it('is skipped while it runs', (t) => t.skip('no network'));
it.todo('is to be done');
it.fails('fails as it should', () => assert.equal(1, 2));
it.fails('passes against the odds', () => {});
describe('both', () => { afterEach(() => { throw new Error('each'); }); it('one', () => assert.equal(1, 2)); });
it('is typed', () => (there as any).sum());
it('ends the process', () => process.exit(0));
test.each([1, 2])('each %d', (n: number) => expect(n).toBe(1));
`,
    rows: [
      'crashed ends the process',
      'failed both::one',
      'failed each 2',
      'failed expect::fails',
      'failed expect::inline snapshot',
      'failed expect::snapshot',
      'failed is typed',
      'failed passes against the odds',
      'passed each 1',
      'skipped is skipped while it runs',
      'skipped is to be done',
      'xfailed fails as it should',
    ],
    files: { 'test/typed.test.ts': "import { test } from 'vitest';\n\nconst x: = 3;\n" },
  });

  it('says what `expect` found wrong', () => {
    const failed = failureOf('expect::fails');
    assert.equal(failed.exception, 'AssertionError');
    assert.match(failed.message, /^expected \{ a: \[ 1 \] \} to deeply equal \{ a: \[ 2 \] \}/);
    assert.match(failed.expected ?? '', /2/);
    assert.match(failed.actual ?? '', /1/);
    assert.match(failed.details, /at test\/all\.test\.ts:37:/);
    assert.deepEqual(failed.frames, [{ file: 'test/all.test.ts', line: 37, function: '', library: false }]);
    assert.equal(failureOf('expect::snapshot').exception, 'AssertionError');
  });

  it('says which of two is to blame when a test and the hook after it fail', () =>
    assert.equal(failureOf('both::one').exception, 'AssertionError'));

  it('says why a test was skipped while it ran, and what ended the process', () => {
    assert.equal(result('is skipped while it runs').failure?.message, 'no network');
    assert.match(failureOf('ends the process').message, /process\.exit/);
  });

  it('says the same of TypeScript, compiled or wrong', () => {
    assert.equal(failureOf('is typed').missingSymbol, 'sum');
    const { outcome, line, failure } = result('test/typed.test.ts');
    assert.deepEqual([outcome, line, failure?.exception], ['collection-error', 3, 'SyntaxError']);
    assert.match(failure?.message ?? '', /\(test\/typed\.test\.ts, line 3\)$/);
  });

  it('counts an error that comes after its test against the file', () => {
    assert.deepEqual(rowsOf('test/late.test.ts'), ['passed 1', 'passed 2', 'failed test/late.test.ts']);
    assert.equal(result('test/late.test.ts').failure?.exception, 'RangeError');
  });
});
