import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { repairReport } from '../../../../src/core/tdflow/repairReport';
import type { TestReport } from '../../../../src/core/testrun/report';
import { judgeGreen } from '../../../../src/core/verdict/judgeGreen';
import { judgeVerify } from '../../../../src/core/verdict/judgeVerify';
import { greenEvidence } from '../../../kit/greenEvidence';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';

describe('the report for the next attempt', () => {
  let folder: TemporaryWorkspace;
  before(async () => {
    const code = ['def total(items):', '    sum = 0', '    for item in items:', '        sum += item', '    return 1'];
    folder = await TemporaryWorkspace.make({ 'src/cart.py': code.join('\n') });
  });
  after(() => folder.dispose());

  async function reportOf(report: TestReport, maxContextTokens = DEFAULT_CONFIG.maxContextTokens): Promise<string> {
    const ports = nodePorts(folder.root);
    const task = await sampleTask('green', ports, { config: { ...DEFAULT_CONFIG, maxContextTokens } });
    return repairReport(task, { verdict: judgeGreen(greenEvidence(report)), report }, ports);
  }

  it('has nothing to say when every test passed', async () => {
    assert.equal(await reportOf(testReport([testResult('test_a', 'passed')])), '');
  });

  it('names what failed beside tests, for VERIFY says only that it did', async () => {
    const report = testReport([testResult('test_a', 'passed')]);
    const finding = { path: 'src/cart.py', line: 2, what: 'Call it total.', by: 'error of own/sum', fails: true };
    const others = [
      {
        ...({ name: 'conformance', result: 'failed', detail: 'Contracts of the project are broken: ...' } as const),
        findings: [finding, { ...finding, what: 'Long.', by: 'warning of own/long', fails: false }],
      },
      { name: 'coverage', result: 'failed', detail: '50 % of 80 %' } as const,
    ];
    const ports = nodePorts(folder.root);
    const verdict = judgeVerify(report, others, undefined);
    const text = await repairReport(await sampleTask('verify', ports), { verdict, report }, ports);
    assert.equal(
      text,
      [
        'VERIFY not reached: Failed: coverage, conformance.',
        'coverage: 50 % of 80 %',
        'conformance:',
        '- src/cart.py:2: Call it total. (error of own/sum)',
      ].join('\n'),
    );
  });

  it('puts the component before others, each with its message and the source around the place in the user’s code', async () => {
    const frames = [
      { file: 'src/cart.py', line: 5, function: 'total', library: false },
      { file: '/usr/lib/python3/json.py', line: 9, function: 'loads', library: true },
    ];
    const wrong = { exception: 'AssertionError', message: 'assert 1 == 3' };
    const text = await reportOf(
      testReport([
        { ...testResult('test_old', 'failed', wrong), id: 'tests/test_old.py::test_old', file: 'tests/test_old.py' },
        testResult('test_total', 'failed', { ...wrong, frames }),
        testResult('test_fine', 'passed'),
      ]),
    );
    assert.ok(text.indexOf('test_total') < text.indexOf('test_old'), 'tests of the component come first');
    assert.match(text, /at src\/cart\.py:5 in total\n {2}1 \| def total\(items\):[\s\S]*> 5 \| {5}return 1/);
    assert.doesNotMatch(text, /json\.py|test_fine/);
    assert.match(text, /^GREEN not reached: /);
  });

  it('fits into a share of the budget: what has no room is named', async () => {
    const long = { exception: 'AssertionError', message: 'x'.repeat(1_500), details: 'y'.repeat(3_000) };
    const tests = Array.from({ length: 30 }, (_, index) => testResult(`test_${index}`, 'failed', long));
    const text = await reportOf(testReport(tests), 8_000);
    assert.ok(text.length < 12_000, `${text.length}`);
    assert.match(text, /Failing too: .*test_29/);
  });

  it('gives the end of the output of a run that did not complete', async () => {
    const output = `${'x'.repeat(10_000)}\nSegmentation fault`;
    const text = await reportOf(testReport([], { end: { kind: 'died', detail: '139' }, output }));
    assert.match(text, /The run ended as "died"\. It printed:\n/);
    assert.ok(text.endsWith('Segmentation fault'));
  });

  it('does not read what lies outside the project', async () => {
    const frames = [{ file: '/etc/hostname', line: 1, function: '', library: false }];
    const text = await reportOf(testReport([testResult('test_a', 'failed', { exception: 'E', message: 'm', frames })]));
    assert.match(text, /at \/etc\/hostname:1$/m);
  });
});
