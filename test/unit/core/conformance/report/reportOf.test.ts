import assert from 'node:assert/strict';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { evaluateContracts } from '../../../../../src/core/conformance/evaluate/evaluateContracts';
import { readExemption } from '../../../../../src/core/conformance/exemptions/readExemption';
import type { Baseline } from '../../../../../src/core/conformance/report/baseline';
import {
  baselineOf,
  readBaseline,
  tightened,
  writeBaseline,
} from '../../../../../src/core/conformance/report/baseline';
import { blockingUnknowns, countsOf } from '../../../../../src/core/conformance/report/report';
import { reportOf } from '../../../../../src/core/conformance/report/reportOf';
import { blocks } from '../../../../../src/core/conformance/report/violation';
import { sha256 } from '../../../../../src/node/hash';
import { contractsOf } from '../../../../kit/contractsOf';
import { memorySources } from '../../../../kit/memorySources';

const CONTRACT = `schema_version: '1.0'
contract: {name: own, type: custom}
checks:
  - {id: no-print, type: regex, config: {pattern: 'print'}}
  - {id: python, type: custom, severity: warning, config: {module: a, function: b}}
  - {id: go, type: regex, config: {pattern: 'x'}, applies_to: {languages: [go]}}
`;

async function report(text: string, baseline: Baseline = [], exempted = '', contract = CONTRACT) {
  const evaluation = await evaluateContracts(
    contractsOf(contract),
    undefined,
    memorySources({ 'a.py': text }),
    new AbortController().signal,
  );
  assert.ok(evaluation);
  const exemption = readExemption({ path: 'e.yaml', text: exempted }, '2026-01-01', new Findings());
  return reportOf(evaluation, { baseline, exemptions: exemption === undefined ? [] : [exemption], hash: sha256 });
}

const idsOf = ({ violations }: Awaited<ReturnType<typeof report>>) => violations.map(({ id }) => id);

describe('a report', () => {
  it('gives a violation the same id wherever its line moves and however it is indented', async () => {
    const before = idsOf(await report('print(1)\nprint(2)\n'));
    assert.match(before.join(' '), /^V-[0-9a-f]{12} V-[0-9a-f]{12}$/);
    assert.deepEqual(idsOf(await report('\n\n  print( 1 )\n\nprint(2)\n')), before);
    assert.equal(idsOf(await report('print(0)\nprint(1)\n'))[1], before[0]);
    assert.equal(new Set(idsOf(await report('print(1)\nprint(1)\n'))).size, 2);
  });

  it('counts what nobody could tell, and what had nothing to check, apart from what passed', async () => {
    const { checks } = countsOf(await report('pass\n'));
    assert.deepEqual(checks, { passed: 1, failed: 0, 'not evaluated': 1, 'nothing to check': 1 });
    assert.deepEqual(blockingUnknowns(await report('pass\n')), []);
  });

  it('is not blocked by what is in the baseline, and by one more of the same it is', async () => {
    const baseline = baselineOf((await report('print(1)\nprint(1)\n')).violations);
    const same = await report('x = 1\nprint(1)\nprint(1)\n', baseline);
    assert.deepEqual([same.violations.some(blocks), countsOf(same).known], [false, 2]);
    const more = await report('print(1)\nprint(1)\nprint(1)\n', baseline);
    assert.deepEqual(
      more.violations.map(({ state }) => state),
      ['known', 'known', 'new'],
    );
    assert.ok(more.violations.some(blocks));
  });

  it('lets the baseline shrink and never grow', async () => {
    const baseline = baselineOf((await report('print(1)\nprint(2)\n')).violations);
    const now = await report('print(2)\nprint(3)\n', baseline);
    assert.equal(now.gone.length, 1);
    const next = tightened(baseline, now.gone);
    assert.deepEqual(
      next.map(({ id }) => id),
      idsOf(await report('print(2)\n')),
    );
    assert.ok((await report('print(1)\nprint(2)\n', next)).violations.some(blocks));
  });

  it('keeps in the baseline what nobody could look at', async () => {
    const entry = { id: 'V-000000000001', contract: 'own', check: 'python' };
    assert.deepEqual((await report('pass\n', [entry])).gone, []);
    const baseline = baselineOf((await report('print(1)\n')).violations);
    const off = CONTRACT.replace('id: no-print,', 'id: no-print, enabled: false,');
    assert.deepEqual((await report('pass\n', baseline, '', off)).gone, []);
  });

  it('keeps in the baseline the violations of a file that cannot be evaluated, and of no other', async () => {
    const contracts = contractsOf(CONTRACT);
    const before = memorySources({ 'a.py': 'print(1)\n', 'b.py': 'print(1)\n' });
    const after = memorySources({ 'b.py': 'pass\n' });
    const signal = new AbortController().signal;
    const all = await evaluateContracts(contracts, undefined, before, signal);
    assert.ok(all);
    const baseline = baselineOf(reportOf(all, { baseline: [], exemptions: [], hash: sha256 }).violations);
    const files = { ...after.files, list: before.files.list };
    const now = await evaluateContracts(contracts, undefined, { ...after, files }, signal);
    assert.ok(now);
    const { gone } = reportOf(now, { baseline, exemptions: [], hash: sha256 });
    assert.deepEqual(
      gone.map(({ path }) => path),
      ['b.py'],
    );
  });

  it('calls nothing gone that it was not asked about', async () => {
    const entry = (id: string, path?: string) => ({
      ...{ id: `V-00000000000${id}`, contract: 'own', check: 'no-print' },
      ...(path === undefined ? {} : { path }),
    });
    const baseline = [entry('1', 'a.py'), entry('2', 'b.py'), entry('3')];
    const evaluation = await evaluateContracts(
      contractsOf(CONTRACT),
      ['a.py'],
      memorySources({ 'a.py': 'pass\n', 'b.py': 'pass\n' }),
      new AbortController().signal,
    );
    assert.ok(evaluation);
    const { gone } = reportOf(evaluation, { baseline, exemptions: [], hash: sha256, only: ['a.py'] });
    assert.deepEqual(gone, baseline.slice(0, 1));
  });

  it('says what is exempted, and when an exemption has ended', async () => {
    const exemption = (expires: string) =>
      `{id: e1, contract_id: own, check_ids: [no-print], reason: r, approved_by: a, scope: {type: global}, expires: '${expires}'}`;
    const through = await report('print(1)\n', [], exemption('2027-01-01'));
    assert.deepEqual(
      through.violations.map(({ state, exemption: by }) => [state, by]),
      [['exempted', 'e1']],
    );
    const ended = await report('print(1)\n', [], exemption('2025-01-01'));
    assert.deepEqual(
      ended.violations.map(({ state }) => state),
      ['expired'],
    );
    assert.ok(ended.violations.some(blocks));
  });
});

describe('the file of a baseline', () => {
  it('is the same for the same violations, and reads back', async () => {
    const { violations } = await report('print(1)\nprint(2)\n');
    const text = writeBaseline(baselineOf(violations));
    assert.equal(writeBaseline([...baselineOf(violations)].reverse()), text);
    const read = readBaseline(text);
    assert.ok(read.ok && read.value.length === 2);
  });

  it('is refused when it is something else', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"schema_version":"1.0"}',
      '{"schema_version":"1.0","violations":[{"id":"V-1"}]}',
    ])
      assert.ok(!readBaseline(text).ok, text);
  });
});
