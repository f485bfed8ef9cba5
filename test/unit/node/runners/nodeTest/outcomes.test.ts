import assert from 'node:assert/strict';
import { findsNoTestInAFileWithoutAny, runsFilesInTheOrderAskedFor } from '../script/everyRunner/files';
import { tellsOutcomes } from '../script/everyRunner/outcomes';
import { runScripts } from '../script/everyRunner/runScripts';
import { NODE_TEST } from '../script/everyRunner/scriptRunners';

describe('node --test', () => {
  const { report, rowsOf, failureOf, result } = tellsOutcomes(NODE_TEST, {
    tests: `it('is skipped while it runs', (t) => t.skip('no network'));
it.todo('is to be done');
it('fails but is to be done', { todo: true }, () => assert.fail());
describe('empty', () => {});
describe('body', () => { it('one', () => {}); throw new TypeError('no suite'); });
`,
    rows: [
      'collection-error body::one',
      'skipped fails but is to be done',
      'skipped is skipped while it runs',
      'skipped is to be done',
    ],
    files: {
      'test/parents.test.js': `${NODE_TEST.head}
test('parent', async (t) => {
  await t.test('child passes', () => {});
  await t.test('child fails', () => assert.fail('no'));
});
test('parent that fails itself', async (t) => {
  await t.test('child', () => {});
  throw new Error('parent');
});
`,
    },
  });

  it('takes what stands in a test for tests, and the test around them only if it fails itself', () => {
    assert.deepEqual(rowsOf('test/parents.test.js'), [
      'passed parent::child passes',
      'failed parent::child fails',
      'passed parent that fails itself::child',
      'failed parent that fails itself',
    ]);
  });

  it('tells results in the order in which the tests stand', () => {
    const lines = report().tests.flatMap(({ file, line = 0 }) => (file === 'test/all.test.js' ? [line] : []));
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    );
    assert.deepEqual(rowsOf('test/all.test.js').slice(0, 2), [
      'passed outer::inner::passes',
      'failed outer::inner::fails',
    ]);
  });

  it('says what was thrown by the suite of a test', () => assert.equal(failureOf('body::one').exception, 'TypeError'));

  it('begins with the words of the assertion', () =>
    assert.match(failureOf('why::compares').message, /^Expected values to be (loosely|strictly) deep-equal/));

  it('tells no place of a test that a helper declares in another file', () =>
    assert.equal(result('test/helped.test.js::shared').line, undefined));

  runsFilesInTheOrderAskedFor(NODE_TEST);
  findsNoTestInAFileWithoutAny(NODE_TEST);

  it('does not pass a test that waits for ever, whether node notices or the time limit', async () => {
    const files = { 'a.test.js': `${NODE_TEST.head}\ntest('a', () => new Promise(() => {}));\n` };
    const { report } = await runScripts(NODE_TEST, files, { timeLimitMs: 3_000 });
    assert.match(report.tests[0]?.outcome ?? '', /^(failed|timed-out)$/);
  });
});
