import assert from 'node:assert/strict';
import { evaluateContracts } from '../../../../src/core/conformance/evaluate/evaluateContracts';
import { reportOf } from '../../../../src/core/conformance/report/reportOf';
import { judgeConformance } from '../../../../src/core/verdict/judgeConformance';
import { judgeGreen } from '../../../../src/core/verdict/judgeGreen';
import { sha256 } from '../../../../src/node/hash';
import { contractsOf } from '../../../kit/contractsOf';
import { greenEvidence } from '../../../kit/greenEvidence';
import { memorySources } from '../../../kit/memorySources';
import { testReport, testResult } from '../../../kit/testReport';

async function judged(check: string, text: string) {
  const contracts = contractsOf(
    `schema_version: '1.0'\ncontract: {name: own, type: custom}\nchecks:\n  - {id: a, name: No print, ${check}}\n`,
  );
  const evaluation = await evaluateContracts(
    contracts,
    ['a.py'],
    memorySources({ 'a.py': text }),
    new AbortController().signal,
  );
  assert.ok(evaluation);
  const report = reportOf(evaluation, { baseline: [], exemptions: [], hash: sha256 });
  return judgeConformance({ report, findings: [] });
}

const PRINT = "type: regex, config: {pattern: 'print'}";

describe('conformance of the files of a component', () => {
  it('fails for a new error, and names it with its place', async () => {
    const { result, detail } = await judged(PRINT, 'x\nprint(1)\n');
    assert.equal(result, 'failed');
    assert.match(detail, /^Contracts of the project are broken: a\.py:2: No print \(own\/a V-[0-9a-f]{12}\)$/);
  });

  it('gives each thing with its place and how to mend it, and says which of them fail it', async () => {
    const { detail, findings } = await judged(`fix_hint: Use the logger., ${PRINT}`, 'x\nprint(1)\n');
    const what = 'No print. Use the logger.';
    assert.deepEqual(findings, [{ path: 'a.py', line: 2, what, by: 'error of own/a', fails: true }]);
    assert.match(detail, /: a\.py:2: No print\. Use the logger\. \(own/);
    const unknown = await judged('type: custom, config: {module: a}', '');
    assert.deepEqual(
      unknown.findings?.map(({ what, fails }) => [/^Not evaluated: /.test(what), fails]),
      [[true, false]],
    );
    assert.equal((await judged(PRINT, 'x\n')).findings, undefined);
  });

  it('passes with warnings, and counts them', async () => {
    const { result, detail } = await judged(`severity: warning, ${PRINT}`, 'print(1)\n');
    assert.deepEqual([result, /; 1 warning, /.test(detail)], ['passed', true]);
  });

  it('is not passed when nobody could tell, when no check is about the files, or when there are no contracts', async () => {
    const unknown = await judged('type: custom, config: {module: a}', '');
    assert.deepEqual(
      [unknown.result, /Not evaluated: own\/a, the project: /.test(unknown.detail)],
      ['not-available', true],
    );
    const other = await judged(`applies_to: {languages: [go]}, ${PRINT}`, '');
    assert.equal(other.result, 'not-configured');
    assert.equal(judgeConformance(undefined).result, 'not-configured');
  });

  it('keeps GREEN from being reached, and is said in its verdict', async () => {
    const passing = testReport([testResult('test_a', 'passed')]);
    const failed = judgeGreen(greenEvidence(passing, { conformance: await judged(PRINT, 'print(1)\n') }));
    assert.deepEqual([failed.reached, /No print/.test(failed.summary)], [false, true]);
    const fine = judgeGreen(greenEvidence(passing, { conformance: await judged(PRINT, 'x\n') }));
    assert.equal(fine.reached, true);
    assert.match(fine.summary, /^1 test passes, its file unchanged\. No contract that was checked is newly broken\.$/);
    const unknown = await judged('type: custom, config: {module: a}', '');
    const open = judgeGreen(greenEvidence(passing, { conformance: unknown }));
    assert.match(open.summary, / Conformance is not checked: see the contracts of the project\.$/);
    assert.equal(fine.checks.find(({ name }) => name === 'conformance')?.result, 'passed');
  });
});
