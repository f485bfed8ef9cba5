import assert from 'node:assert/strict';
import type { JudgedTest, Verdict } from '../../../../src/core/verdict/verdict';
import { compareOracle, isRight } from '../../../kit/oracle/compareOracle';
import { confusionTable } from '../../../kit/oracle/confusionTable';
import type { OracleCase } from '../../../kit/oracle/oracleCase';

const FILE = 'tests/test_cart.py';
const judged = (name: string, reason: JudgedTest['reason'], about: Partial<JudgedTest> = {}): JudgedTest => ({
  ...{ id: `${FILE}::${name.replaceAll(' > ', '::')}`, name, file: FILE, line: 1, outcome: 'failed' },
  ...{ reason, asNeeded: true, explanation: 'why' },
  ...about,
});
const verdict = (tests: readonly JudgedTest[], about: Partial<Verdict> = {}): Verdict => ({
  ...{ phase: 'red', reached: true, summary: 'said', tests, checks: [], claims: [], notes: [] },
  ...{ command: undefined, ranAt: undefined },
  ...about,
});
const labelled = (expect: OracleCase['expect'], about: Partial<OracleCase> = {}): OracleCase => ({
  ...{ name: 'pytest/a', title: 'a', runner: 'pytest', components: [], before: {}, after: {}, warns: {} },
  ...{ reached: undefined, blockedBy: undefined, report: undefined, stdout: undefined },
  ...about,
  expect,
});

function wrong(given: OracleCase, said: Verdict): readonly string[] {
  const { rows, faults } = compareOracle(given, said);
  return [...rows.filter((row) => !isRight(row)).map((row) => `${row.test}: ${row.given}`), ...faults];
}

describe('holding a verdict against labels', () => {
  it('finds a test by its name, with or without what it stands in and its parameters', () => {
    const tests = [judged('TestA > test_x[1]', 'assertion'), judged('TestA > test_x[2]', 'assertion')];
    for (const name of ['TestA.test_x[1]', 'TestA::test_x[1]', 'TestA > test_x[1]']) {
      const label = labelled({ [name]: 'assertion', 'test_x[2]': 'assertion' });
      assert.deepEqual(wrong(label, verdict(tests)), [], name);
    }
    assert.deepEqual(wrong(labelled({ test_x: 'assertion' }), verdict(tests)), []);
    const whole = [judged('test_cart.py', 'syntax-error', { id: FILE })];
    const given = labelled({ test_y: 'syntax-error' }, { after: { [FILE]: 'def test_y(' } });
    assert.deepEqual(wrong(given, verdict(whole)), []);
  });

  it('tells of a wrong reason, of a test that is not there, and of one without a label', () => {
    const tests = [judged('test_x', 'flaky'), judged('test_z', 'passes')];
    assert.deepEqual(wrong(labelled({ test_x: 'assertion', test_y: 'assertion' }), verdict(tests)), [
      'test_x: flaky',
      'test_y: not there',
      'test_z: passes',
    ]);
  });

  it('tells of another end, of other warnings and of other blocks', () => {
    const tests = [judged('test_x', 'assertion', { fooledBy: ['zero'] })];
    const block = { kind: 'symbol', name: 'Cart.total', subjects: ['zero'], tests: [] } as const;
    const said = verdict(tests, { blocks: [block] });
    const expect = { test_x: 'assertion' } as const;
    assert.deepEqual(wrong(labelled(expect, { warns: { test_x: ['zero'] }, blockedBy: ['total'] }), said), []);
    assert.deepEqual(
      wrong(labelled(expect, { warns: { test_x: ['none'] }, blockedBy: ['clear'], reached: false }), said),
      [
        'test_x is satisfied by [zero], not by none',
        'RED is reached: said',
        'it is blocked by [Cart.total], not by clear',
      ],
    );
  });

  it('is summed up in a table', () => {
    const tests = [judged('a', 'assertion'), judged('b', 'flaky'), judged('c', 'flaky')];
    const { rows } = compareOracle(labelled({ a: 'assertion', b: 'assertion', c: 'flaky' }), verdict(tests));
    assert.equal(
      confusionTable(rows),
      ['label      right            taken for', 'assertion     1 of    2  flaky 1', 'flaky         1 of    1'].join(
        '\n',
      ),
    );
  });
});
