import assert from 'node:assert/strict';
import type { RealRun } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const FILES = {
  'package.json': '{"devDependencies":{"jest":"*"}}',
  'src/there.js': 'exports.known = 1;\n',
  'src/broken.js': '\nexports. = 1;\n',
  'test/all.test.js': `const assert = require('node:assert/strict');
const there = require('../src/there');
describe('outer', () => {
  describe('inner', () => {
    it('passes', () => {});
    it('fails', () => expect({ a: [1] }).toEqual({ a: [2] }));
    it('again', () => {});
    it('again', () => {});
  });
  it.skip('is skipped', () => {});
  it.todo('is to be done');
  it.failing('fails as it should', () => expect(1).toBe(2));
  it.failing('passes against the odds', () => {});
});
test('takes too long', () => new Promise((resolve) => setTimeout(resolve, 1000)), 20);
describe('beforeAll', () => {
  beforeAll(() => { throw new Error('no database'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('beforeEach', () => { beforeEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('both', () => { afterEach(() => { throw new Error('each'); }); it('one', () => assert.equal(1, 2)); });
describe('afterAll', () => { afterAll(() => { throw new Error('cannot clean up'); }); it('one', () => {}); });
describe('why', () => {
  it('compares', () => assert.deepEqual({ a: 1 }, { a: 2 }));
  it('counts', () => { expect.assertions(1); });
  it('missing function', () => there.sum());
  it('missing class', () => new there.Basket());
  it('missing file', () => require('../src/basket.js'));
  it('missing package', () => require('left-pad-of-nobody'));
  it('text', () => { throw 'just text'; });
  it('snapshot', () => expect({ a: 1 }).toMatchSnapshot());
  it('inline snapshot', () => expect({ a: 1 }).toMatchInlineSnapshot());
});
test.each([1, 2])('each %d', (n) => expect(n).toBe(1));
`,
  'test/retry.test.js':
    "jest.retryTimes(1);\nlet times = 0;\ntest('at last', () => expect(times++).toBe(1));\ntest('never', () => expect(1).toBe(2));\n",
  'test/load.test.js': "const { total } = require('../src/cart');\ntest('x', () => total());\n",
  'test/syntax.test.js': "test('x', () => {});\n\nconst = 3;\n",
  'test/subject.test.js': "require('../src/broken.js');\ntest('x', () => {});\n",
  'test/throws.test.js': "test('x', () => {});\nthrow new RangeError('in the file');\n",
  'test/none.test.js': 'exports.x = 1;\n',
};

describe('jest', function () {
  this.timeout(60_000);
  let run: RealRun;

  before(async () => {
    run = await realRun(FILES, { prepare: linkRunnerTools });
  });

  function rowsOf(file: string): readonly string[] {
    const rows = run.outcomes.filter((row) => row.split(' ')[1]?.split('::')[0] === file);
    return rows.map((row) => row.replace(`${file}::`, ''));
  }

  function failureOf(endOfId: string) {
    const { failure } = run.result(endOfId);
    assert.ok(failure, endOfId);
    return failure;
  }

  it('gives each test an outcome of its own, and suites and files none unless they fail themselves', () => {
    assert.deepEqual(run.report.end, { kind: 'completed' });
    assert.deepEqual(rowsOf('test/all.test.js').toSorted(), [
      'failed both::one',
      'failed each 2',
      'failed outer::inner::fails',
      'failed outer::passes against the odds',
      'failed why::compares',
      'failed why::counts',
      'failed why::inline snapshot',
      'failed why::missing class',
      'failed why::missing file',
      'failed why::missing function',
      'failed why::missing package',
      'failed why::snapshot',
      'failed why::text',
      'passed afterAll::one',
      'passed each 1',
      'passed outer::inner::again',
      'passed outer::inner::again (2)',
      'passed outer::inner::passes',
      'setup-error afterAll',
      'setup-error afterEach::one',
      'setup-error beforeAll::deeper::two',
      'setup-error beforeAll::one',
      'setup-error beforeEach::one',
      'skipped outer::is skipped',
      'skipped outer::is to be done',
      'timed-out takes too long',
      'xfailed outer::fails as it should',
    ]);
    assert.equal(run.report.command, `npx jest ${Object.keys(FILES).slice(3).join(' ')}`);
  });

  it('counts the last try of a test that is tried again', () => {
    assert.deepEqual(rowsOf('test/retry.test.js').toSorted(), ['failed never', 'passed at last']);
  });

  it('says where tests stand, how they are called and how long they took', () => {
    const { id, name, file, line, durationMs } = run.result('takes too long');
    assert.deepEqual(
      [id, name, file, line],
      ['test/all.test.js::takes too long', 'takes too long', 'test/all.test.js', 15],
    );
    assert.ok(durationMs >= 15 && durationMs < 10_000);
    assert.equal(run.result('outer::is skipped').line, 10);
  });

  it('says what went wrong', () => {
    const failed = failureOf('inner::fails');
    assert.equal(failed.exception, 'AssertionError');
    assert.match(failed.message, /^expect\(received\)\.toEqual\(expected\)/);
    assert.equal(failed.expected, '{ a: [ 2 ] }');
    assert.equal(failed.actual, '{ a: [ 1 ] }');
    assert.match(failed.details, /\(test\/all\.test\.js:6:/);
    assert.deepEqual(
      failed.frames?.map(({ file, line, library }) => [file, line, library]),
      [['test/all.test.js', 6, false]],
    );
    assert.equal(failureOf('why::compares').exception, 'AssertionError');
    assert.equal(failureOf('why::compares').expected, '{ a: 2 }');
    assert.equal(failureOf('why::counts').exception, 'AssertionError');
    assert.equal(failureOf('missing function').missingSymbol, 'sum');
    assert.equal(failureOf('missing class').missingSymbol, 'Basket');
    assert.equal(failureOf('missing file').missingModule, 'src/basket.js');
    assert.equal(failureOf('missing package').missingModule, 'left-pad-of-nobody');
    assert.equal(failureOf('why::text').message, 'just text');
    assert.equal(failureOf('why::snapshot').exception, 'AssertionError');
    assert.equal(failureOf('beforeAll::deeper::two').message, 'no database');
    assert.equal(failureOf('both::one').exception, 'AssertionError');
  });

  it('has one row for a file that does not load, with the reason', () => {
    const errors = ['load', 'syntax', 'subject', 'throws'].map((name) => run.result(`test/${name}.test.js`));
    assert.deepEqual(
      errors.map(({ outcome, line }) => [outcome, line]),
      [
        ['collection-error', 1],
        ['collection-error', 3],
        ['collection-error', undefined],
        ['collection-error', 2],
      ],
    );
    const [load, syntax, subject, throws] = errors.map(({ failure }) => failure);
    assert.equal(load?.missingModule, 'src/cart');
    assert.equal(syntax?.exception, 'SyntaxError');
    assert.match(syntax?.message ?? '', /\(test\/syntax\.test\.js, line 3\)$/);
    assert.equal(subject?.exception, 'SyntaxError');
    assert.match(subject?.message ?? '', /\(src\/broken\.js, line 2\)$/);
    assert.equal(throws?.exception, 'RangeError');
    assert.deepEqual(
      run.report.imports.filter(({ file }) => file === 'test/load.test.js'),
      [{ file: 'test/load.test.js', line: 1, module: 'src/cart', names: ['total'] }],
    );
  });

  it('says nothing of a file without tests', () => assert.deepEqual(rowsOf('test/none.test.js'), []));
});
