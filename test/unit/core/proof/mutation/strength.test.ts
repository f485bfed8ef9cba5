import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveringTests } from '../../../../../src/core/proof/mutation/coveringTests';
import type { Mutant } from '../../../../../src/core/proof/mutation/mutant';
import { OPERATORS } from '../../../../../src/core/proof/mutation/mutant';
import { criterionFor, survivorWords, testIdeaFor } from '../../../../../src/core/proof/mutation/mutantWords';
import { parseStrength } from '../../../../../src/core/proof/mutation/parseStrength';
import { requirementStrength, withRequirements } from '../../../../../src/core/proof/mutation/requirementStrength';
import type { JudgedMutant, MutantOutcome, Strength } from '../../../../../src/core/proof/mutation/strength';
import { gradeOf, percentWords, scoreOf, tallyOf } from '../../../../../src/core/proof/mutation/strength';
import { strengthText } from '../../../../../src/core/proof/mutation/strengthText';
import { scoreWords } from '../../../../../src/core/proof/mutation/strengthWords';

const BORDER: Mutant = {
  ...{ id: 'src/cart.js:41:12 comparison border', file: 'src/cart.js', start: 10, end: 11, line: 41, column: 12 },
  ...{ statement: { from: 41, to: 41 }, original: '>', replacement: '>=', operator: 'comparison border' },
  ...{ within: 'Cart.total', operands: { left: 'total', right: '100' } },
};
const KINDS: readonly MutantOutcome[] = [
  { kind: 'killed', by: 't' },
  { kind: 'survived' },
  { kind: 'timed-out', limitMs: 1 },
  { kind: 'not-covered' },
  { kind: 'not-run' },
  { kind: 'could-not-run', why: 'it does not compile' },
];
const outcomes = fc.array(fc.constantFrom(...KINDS));

function judged(outcome: MutantOutcome, more: Partial<Mutant> = {}): JudgedMutant {
  return { ...BORDER, ...more, outcome };
}

function strength(mutants: readonly JudgedMutant[], more: Partial<Strength> = {}): Strength {
  const about = { component: 'cart', at: '2026-01-02T03:04:05.678Z', runner: 'node:test', limitSeconds: 120 };
  return { ...about, seconds: 3.5, files: [{ path: 'src/cart.js', hash: 'h' }], mutants, requirements: [], ...more };
}

describe('tests that only run together', () => {
  const byTest = {
    tests: [],
    together: [{ ids: ['c1', 'c2'], files: [{ path: 'src/cart.js', lines: [41] }] }],
    unknown: [],
  };

  it('are all run for a fault in their lines, which is of a requirement that all of them name', () => {
    assert.deepEqual(coveringTests({ byTest, ofAll: undefined }, BORDER), ['c1', 'c2']);
    const named = (tests: readonly string[]) =>
      requirementStrength([{ id: 'FR-1', tests }], [judged({ kind: 'survived' })], byTest).map(({ id }) => id);
    assert.deepEqual([named(['c1', 'c2', 'x']), named(['c1', 'x'])], [['FR-1'], []]);
  });
});

describe('the strength of tests', () => {
  it('is made of what was judged, and of nothing else', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const tally = tallyOf(all.map((outcome) => ({ outcome })));
        const { killed, survived, notCovered, notRun, couldNotRun } = tally;
        assert.equal(killed + survived + notCovered + notRun + couldNotRun, all.length);
        const isCounted = ({ kind }: MutantOutcome) => ['killed', 'survived', 'timed-out'].includes(kind);
        const counted = all.filter(isCounted);
        assert.equal(scoreOf(tally), scoreOf(tallyOf(counted.map((outcome) => ({ outcome })))));
        if (counted.length === 0) assert.equal(gradeOf(tally), 'unknown');
        const turned = ['killed', 'survived'] as const;
        const grades = turned.map((key) => gradeOf({ ...tally, [key]: tally[key] + notRun, notRun: 0 }));
        if (gradeOf(tally) !== 'unknown') assert.deepEqual(new Set(grades), new Set([gradeOf(tally)]));
        if (percentWords(tally) === '100 %') assert.equal(survived, 0);
      }),
    );
  });

  it('is unknown while the faults that were not tried could still turn it', () => {
    const tally = tallyOf([{ outcome: { kind: 'killed', by: 't' } }, { outcome: { kind: 'not-run' } }]);
    assert.equal(gradeOf(tally), 'unknown');
    assert.match(
      scoreWords(tally),
      /^unknown: 1 of 1 fault was noticed by a test \(100 %\), and too few were tried to tell$/,
    );
  });

  it('names for each fault that nobody noticed the line, the criterion and the test that are missing', () => {
    const text = strengthText(strength([judged({ kind: 'survived' }), judged({ kind: 'not-run' })]));
    assert.match(
      text,
      /^The tests of cart are weak: 0 of 1 fault was noticed by a test \(0 %\), by node:test in 3\.5 s\./,
    );
    assert.match(text, /1 fault is not tried and not counted: the 120 s were over\./);
    assert.match(text, /src\/cart\.js:41:12: no test notices if `>` becomes `>=` in line 41 of src\/cart\.js\n/);
    assert.match(text, /criterion: GIVEN total is exactly 100 WHEN Cart\.total is used THEN/);
    assert.match(text, /test: Call Cart\.total so that total is exactly 100, and compare the whole result\./);
  });

  it('has a sentence, a criterion of one line and a test for every kind of fault, and lets no text steer a terminal', () => {
    for (const operator of OPERATORS) {
      const mutant = { ...BORDER, operator, original: 'a\n\u001b[31m', replacement: 'true' };
      for (const words of [survivorWords(mutant), criterionFor(mutant), testIdeaFor(mutant)]) {
        assert.match(words, /^\P{Cc}+$/u, operator);
      }
    }
  });

  it('is kept and read again as it was, and any other text is none', () => {
    const known = strength(KINDS.map((outcome) => judged(outcome)));
    assert.deepEqual(parseStrength(JSON.stringify(known)), known);
    const { mutants, ...rest } = known;
    for (const wrong of [
      rest,
      { ...known, mutants: [{}] },
      { ...known, mutants: [{ ...mutants[0], operator: 'of a later version' }] },
      { ...known, files: 'x' },
      { ...known, seconds: 'x' },
      null,
    ]) {
      assert.equal(parseStrength(JSON.stringify(wrong)), undefined, JSON.stringify(wrong));
    }
    assert.equal(parseStrength('{'), undefined);
    assert.equal(mutants.length, KINDS.length);
  });
});

describe('the tests that run the line of a fault', () => {
  const byTest = {
    tests: [
      { id: 'one', files: [{ path: 'src/cart.js', lines: [40, 41] }] },
      { id: 'two', files: [{ path: 'src/cart.js', lines: [40] }] },
    ],
    unknown: [],
  };

  it('are those that were measured there, and those that nobody could measure', () => {
    assert.deepEqual(coveringTests({ byTest, ofAll: undefined }, BORDER), ['one']);
    const unknown = [{ id: 'three', why: 'no time' }];
    assert.deepEqual(coveringTests({ byTest: { ...byTest, unknown }, ofAll: undefined }, BORDER), ['one', 'three']);
  });

  it('are all where nothing is known, and none where the run of all tests left the line out', () => {
    const ofAll = (hits: number) => [{ path: 'src/cart.js', lines: [{ line: 41, hits }] }];
    assert.equal(coveringTests({ byTest: undefined, ofAll: undefined }, BORDER), 'all');
    assert.equal(coveringTests({ byTest: undefined, ofAll: ofAll(2) }, BORDER), 'all');
    assert.equal(coveringTests({ byTest, ofAll: ofAll(0) }, BORDER), 'none');
    assert.equal(coveringTests({ byTest: { tests: [], unknown: [] }, ofAll: undefined }, BORDER), 'none');
  });

  it('are all where only the run of all tests came to the line', () => {
    const ofAll = [{ path: 'src/cart.js', lines: [{ line: 41, hits: 1 }] }];
    assert.equal(coveringTests({ byTest: { tests: [], unknown: [] }, ofAll }, BORDER), 'all');
  });

  it('say which requirements the fault belongs to', () => {
    const named = [
      { id: 'FR-1', tests: ['one'] },
      { id: 'FR-2', tests: ['two'] },
    ];
    const mutants = [
      judged({ kind: 'survived' }),
      judged({ kind: 'killed', by: 'two' }, { statement: { from: 40, to: 40 } }),
    ];
    const strengths = requirementStrength(named, mutants, byTest);
    assert.deepEqual(
      strengths.map(({ id, tally }) => `${id} ${tally.killed} of ${tally.killed + tally.survived}`),
      ['FR-1 1 of 2', 'FR-2 1 of 1'],
    );
    assert.deepEqual(
      withRequirements(mutants, named, byTest).map(({ requirements }) => requirements),
      [['FR-1'], undefined],
    );
    assert.deepEqual(requirementStrength(named, mutants, undefined), []);
  });
});
