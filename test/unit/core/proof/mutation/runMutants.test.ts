import assert from 'node:assert/strict';
import type { Mutant } from '../../../../../src/core/proof/mutation/mutant';
import { runMutants } from '../../../../../src/core/proof/mutation/runMutants';
import type { MutantOutcome } from '../../../../../src/core/proof/mutation/strength';

const SURVIVED: MutantOutcome = { kind: 'survived' };

function mutant(id: string, line: number): Mutant {
  return {
    ...{ id, file: 'a.js', start: 0, end: 1, line, column: 1, statement: { from: line, to: line } },
    ...{ original: '<', replacement: '<=', operator: 'comparison border', within: '' },
  };
}

const ALL = [mutant('1a', 1), mutant('1b', 1), mutant('2a', 2), mutant('3a', 3)];

describe('faults, one after the other', () => {
  it('come line by line, and are given in the order of the text', async () => {
    const order: string[] = [];
    const run = async ({ id }: Mutant): Promise<MutantOutcome> => {
      order.push(id);
      return SURVIVED;
    };
    const judged = await runMutants(ALL, { width: 1, testsOf: () => 'all', run }, new AbortController().signal);
    assert.deepEqual(order, ['1a', '2a', '3a', '1b']);
    assert.deepEqual(
      judged.map(({ id }) => id),
      ['1a', '1b', '2a', '3a'],
    );
  });

  it('are noticed only by a test that failed, not by a run that broke down as the time was over', async () => {
    const stop = new AbortController();
    const run = async ({ id }: Mutant): Promise<MutantOutcome> => {
      await Promise.resolve();
      stop.abort();
      return { kind: 'killed', by: id === '1a' ? '' : 't' };
    };
    const judged = await runMutants(ALL, { width: 2, testsOf: () => 'all', run }, stop.signal);
    assert.deepEqual(
      judged.map(({ id, outcome }) => `${id} ${outcome.kind}`),
      ['1a not-run', '1b not-run', '2a killed', '3a not-run'],
    );
  });

  it('are not run where no test runs their line, and after the time is over', async () => {
    const stop = new AbortController();
    const told: string[] = [];
    const run = async ({ id }: Mutant): Promise<MutantOutcome> => {
      if (id === '3a') stop.abort();
      return SURVIVED;
    };
    const judged = await runMutants(
      ALL,
      {
        ...{ width: 1, run, testsOf: ({ line }: Mutant) => (line === 2 ? ('none' as const) : ['t']) },
        onJudged: ({ id }, { done, all }) => told.push(`${id} ${done}/${all}`),
      },
      stop.signal,
    );
    assert.deepEqual(
      judged.map(({ id, outcome }) => `${id} ${outcome.kind}`),
      ['1a survived', '1b not-run', '2a not-covered', '3a not-run'],
    );
    assert.deepEqual(told, ['1a 1/4', '2a 2/4', '3a 3/4', '1b 4/4']);
  });
});
