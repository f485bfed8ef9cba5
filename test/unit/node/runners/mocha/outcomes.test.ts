import assert from 'node:assert/strict';
import { findsNoTestInAFileWithoutAny, runsFilesInTheOrderAskedFor } from '../script/everyRunner/files';
import { tellsOutcomes } from '../script/everyRunner/outcomes';
import { runScripts } from '../script/everyRunner/runScripts';
import { MOCHA } from '../script/everyRunner/scriptRunners';

describe('mocha', () => {
  const { rowsOf, report, result } = tellsOutcomes(MOCHA, {
    tests: `it('is skipped while it runs', function () { this.skip(); });
it('is to be done');
describe('empty', () => {});
let tries = 0;
it('passes at the second try', function () { this.retries(2); if (tries++ === 0) throw new Error('not yet'); });
it('never passes', function () { this.retries(2); throw new Error('never'); });
`,
    rows: [
      'failed never passes',
      'flaky passes at the second try',
      'skipped is skipped while it runs',
      'skipped is to be done',
    ],
    files: {
      'test/hooks.test.js': `
describe('before', () => {
  before(() => { throw new Error('no database'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('beforeEach', () => { beforeEach(() => { throw new Error('each'); }); it('one', () => {}); it('two', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('each'); }); it('one', () => {}); it('two', () => {}); });
describe('after', () => { after(() => { throw new Error('cannot clean up'); }); it('one', () => {}); });
describe('in time', () => {
  before(function () { this.timeout(20); return new Promise((resolve) => setTimeout(resolve, 600_000)); });
  it('one', () => {});
});
`,
    },
  });

  it('gives all tests of a suite the outcome of the hook that ended it, in the order in which they stand', () => {
    assert.deepEqual(rowsOf('test/hooks.test.js'), [
      'setup-error before::one',
      'setup-error before::deeper::two',
      'setup-error beforeEach::one',
      'setup-error beforeEach::two',
      'setup-error afterEach::one',
      'setup-error afterEach::two',
      'passed after::one',
      'setup-error after',
      'setup-error in time::one',
    ]);
    assert.equal(result('::before::one').failure?.message, 'no database');
  });

  it('gives a test that a helper declares the place where the file asks for it', () =>
    assert.equal(result('test/helped.test.js::shared').line, 3));

  it('shows what its reporter prints, without frames of mocha and node', () => {
    assert.match(report().output, /\d+ passing/);
    assert.doesNotMatch(report().output, /^ +at .*(?:node_modules.mocha|node:internal)/m);
  });

  runsFilesInTheOrderAskedFor(MOCHA);
  findsNoTestInAFileWithoutAny(MOCHA);

  it('does not take tests for run that `.only` leaves out', async () => {
    const { outcomes, report } = await runScripts(MOCHA, {
      'a.test.js': "it('a', () => {});\nit.only('b', () => {});\n",
    });
    assert.deepEqual(outcomes, ['passed a.test.js::b', 'not-run a.test.js::a']);
    assert.match(report.tests[1]?.failure?.message ?? '', /\.only/);
  });
});
