import assert from 'node:assert/strict';
import type { RealRun } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const HEAD = `import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
`;

const FILES = {
  'package.json': '{"type":"module","devDependencies":{"vitest":"*"}}',
  'src/there.js': 'export const known = 1;\n',
  'src/broken.ts': '\nexport const = 1;\n',
  'test/all.test.ts': `${HEAD}import * as there from '../src/there.js';
describe('outer', () => {
  describe('inner', () => {
    it('passes', () => {});
    it('fails', () => expect({ a: [1] }).toEqual({ a: [2] }));
    it('again', () => {});
    it('again', () => {});
  });
  it.skip('is skipped', () => {});
  it('is skipped while it runs', (t) => t.skip('no network'));
  it.todo('is to be done');
  it.fails('fails as it should', () => assert.equal(1, 2));
  it.fails('passes against the odds', () => {});
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
  it('missing function', () => (there as any).sum());
  it('missing class', () => new (there as any).Basket());
  it('missing file', () => import('../src/basket.js'));
  it('missing package', () => import('left-pad-of-nobody'));
  it('text', () => { throw 'just text'; });
  it('snapshot', () => expect({ a: 1 }).toMatchSnapshot());
  it('inline snapshot', () => expect({ a: 1 }).toMatchInlineSnapshot());
  it('ends the process', () => process.exit(0));
});
test.each([1, 2])('each %d', (n) => expect(n).toBe(1));
`,
  'test/load.test.ts':
    "import { total } from '../src/cart.js';\nimport { test } from 'vitest';\ntest('x', () => total());\n",
  'test/syntax.test.ts': "import { test } from 'vitest';\n\nconst x: = 3;\n",
  'test/subject.test.ts': "import { test } from 'vitest';\nimport '../src/broken.ts';\ntest('x', () => {});\n",
  'test/throws.test.ts': "import { test } from 'vitest';\ntest('x', () => {});\nthrow new RangeError('in the file');\n",
  'test/none.test.ts': 'export const x = 1;\n',
  'test/late.test.ts':
    "import { test } from 'vitest';\ntest('1', () => { setTimeout(() => { throw new RangeError('late'); }, 5); });\ntest('2', () => new Promise((r) => setTimeout(r, 50)));\n",
};

describe('vitest', function () {
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
    assert.deepEqual(rowsOf('test/all.test.ts').toSorted(), [
      'crashed why::ends the process',
      'failed both::one',
      'failed each 2',
      'failed outer::inner::fails',
      'failed outer::passes against the odds',
      'failed why::compares',
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
      'skipped outer::is skipped while it runs',
      'skipped outer::is to be done',
      'timed-out takes too long',
      'xfailed outer::fails as it should',
    ]);
    assert.equal(run.report.command, `npx vitest run ${Object.keys(FILES).slice(3).join(' ')}`);
  });

  it('says where tests stand, how they are called and how long they took', () => {
    const { id, name, file, line, durationMs } = run.result('takes too long');
    assert.deepEqual(
      [id, name, file, line],
      ['test/all.test.ts::takes too long', 'takes too long', 'test/all.test.ts', 17],
    );
    assert.ok(durationMs >= 15 && durationMs < 10_000);
    assert.equal(run.result('is skipped while it runs').failure?.message, 'no network');
  });

  it('says what went wrong', () => {
    const failed = failureOf('inner::fails');
    assert.equal(failed.exception, 'AssertionError');
    assert.match(failed.message, /^expected \{ a: \[ 1 \] \} to deeply equal \{ a: \[ 2 \] \}/);
    assert.match(failed.expected ?? '', /2/);
    assert.match(failed.actual ?? '', /1/);
    assert.match(failed.details, /at test\/all\.test\.ts:7:/);
    assert.deepEqual(failed.frames, [{ file: 'test/all.test.ts', line: 7, function: '', library: false }]);
    assert.equal(failureOf('why::compares').exception, 'AssertionError');
    assert.equal(failureOf('missing function').missingSymbol, 'sum');
    assert.equal(failureOf('missing class').missingSymbol, 'Basket');
    assert.equal(failureOf('missing file').missingModule, 'src/basket.js');
    assert.equal(failureOf('missing package').missingModule, 'left-pad-of-nobody');
    assert.equal(failureOf('why::text').message, 'just text');
    assert.equal(failureOf('why::snapshot').exception, 'AssertionError');
    assert.match(failureOf('ends the process').message, /process\.exit/);
    assert.equal(failureOf('beforeAll::deeper::two').message, 'no database');
    assert.equal(failureOf('both::one').exception, 'AssertionError');
  });

  it('has one row for a file that does not load, with the reason', () => {
    const errors = ['load', 'syntax', 'subject', 'throws'].map((name) => run.result(`test/${name}.test.ts`));
    assert.deepEqual(
      errors.map(({ outcome, line }) => [outcome, line]),
      [
        ['collection-error', 1],
        ['collection-error', 3],
        ['collection-error', undefined],
        ['collection-error', 3],
      ],
    );
    const [load, syntax, subject, throws] = errors.map(({ failure }) => failure);
    assert.equal(load?.missingModule, 'src/cart.js');
    assert.equal(syntax?.exception, 'SyntaxError');
    assert.match(syntax?.message ?? '', /\(test\/syntax\.test\.ts, line 3\)$/);
    assert.equal(subject?.exception, 'SyntaxError');
    assert.match(subject?.message ?? '', /\(src\/broken\.ts, line 2\)$/);
    assert.equal(throws?.exception, 'RangeError');
    assert.deepEqual(
      run.report.imports.filter(({ file }) => file === 'test/load.test.ts'),
      [{ file: 'test/load.test.ts', line: 1, module: 'src/cart.js', names: ['total'] }],
    );
  });

  it('says nothing of a file without tests', () => assert.deepEqual(rowsOf('test/none.test.ts'), []));

  it('counts an error that comes after its test against the file', () => {
    assert.deepEqual(rowsOf('test/late.test.ts'), ['passed 1', 'passed 2', 'failed test/late.test.ts']);
    assert.equal(run.result('test/late.test.ts').failure?.exception, 'RangeError');
  });
});
