import assert from 'node:assert/strict';
import type { Verdict } from '../../src/core/verdict/verdict';
import { compareOracle, isRight } from '../kit/oracle/compareOracle';
import type { OracleCase } from '../kit/oracle/oracleCase';
import { ORACLE_REASONS, ORACLE_RUNNERS, oracleCases } from '../kit/oracle/oracleCase';
import { ordinaryCases } from '../kit/oracle/ordinaryCases';
import { startCases } from '../kit/oracle/startCases';

const AT_ONCE = 2;
const cases = oracleCases();
/** Each really runs up to eight times. */
const toRun = process.env['AGENTFORGE_SOAK'] === '1' ? cases : ordinaryCases(cases);

describe('the corpus of labelled runs', () => {
  it('has every reason, every runner, and at least as many cases as were asked for', () => {
    const reasons = new Set(cases.flatMap(({ expect }) => Object.values(expect)));
    assert.deepEqual(
      ORACLE_REASONS.filter((reason) => !reasons.has(reason)),
      [],
    );
    const count = (of: (given: OracleCase) => boolean) => cases.filter(of).length;
    for (const runner of ORACLE_RUNNERS) assert.ok(count((each) => each.runner === runner) > 0, runner);
    assert.ok(count(({ runner }) => runner === 'pytest') >= 60);
    assert.ok(count(({ runner }) => ['node:test', 'mocha', 'vitest', 'jest'].includes(runner)) >= 40);
    assert.ok(count(({ report, stdout }) => report !== undefined || stdout !== undefined) >= 20);
  });

  it('shows every reason of every runner in an ordinary run, too', () => {
    const shown = (given: readonly OracleCase[]) =>
      new Set(given.flatMap(({ runner, expect }) => Object.values(expect).map((reason) => `${runner}: ${reason}`)));
    assert.deepEqual(shown(ordinaryCases(cases)), shown(cases));
  });
});

describe('the oracle on labelled runs', function () {
  // A case is up to eight runs of a real runner, and may have to wait for the case before it.
  this.timeout(480_000);
  let started: ReadonlyMap<string, Promise<Verdict>>;
  before(() => {
    const verdicts = startCases(toRun, AT_ONCE);
    started = new Map(toRun.map(({ name }, index) => [name, verdicts[index] as Promise<Verdict>]));
  });

  for (const given of toRun) {
    it(`is right about ${given.name}: ${given.title}`, async () => {
      const verdict = await started.get(given.name);
      assert.ok(verdict);
      const { rows, faults } = compareOracle(given, verdict);
      const wrong = rows.filter((row) => !isRight(row));
      const told = wrong.map((row) => `${row.test}: ${row.given}, labelled ${row.expected}: ${row.explanation}`);
      assert.deepEqual([...told, ...faults], []);
    });
  }
});
