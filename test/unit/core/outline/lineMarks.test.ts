import assert from 'node:assert/strict';
import type { LineMark } from '../../../../src/core/outline/lineMarks';
import { lineMarks } from '../../../../src/core/outline/lineMarks';
import type { MeasuredLines } from '../../../../src/core/proof/coverage/keepLines';
import type { RunTest } from '../../../../src/core/tdflow/lastRuns';
import type { ProofState, RequirementState } from '../../../../src/core/tdflow/requirementStates';
import { sampleRecord } from '../../../kit/sampleSession';

const PATH = 'src/cart.py';

function named(id: string, state: ProofState, tests: readonly string[]): RequirementState {
  const about = { kind: undefined, title: '', text: '', criteria: [], component: undefined, change: undefined };
  return {
    requirement: { ...about, id, position: { line: 1, column: 1 } } as unknown as RequirementState['requirement'],
    ...{ state, why: 'so', criteria: [], unnamed: [], code: [], hasRun: true, driftOf: undefined },
    tests: tests.map((test): RunTest => {
      const at = { id: test, name: test, file: 'test_cart.py', line: 1 };
      return { ...at, told: '', said: '', outcome: 'passed', asNeeded: true };
    }),
  };
}

function measured(tests: Readonly<Record<string, readonly number[]>>, unknown: readonly string[] = []): MeasuredLines {
  return {
    files: [{ path: PATH, hash: '', run: [1, 2, 3, 4], missed: [5], loaded: [1] }],
    measured: {
      tests: Object.entries(tests).map(([id, lines]) => ({ id, files: [{ path: PATH, lines }] })),
      unknown: unknown.map((id) => ({ id, why: 'no time' })),
    },
  };
}

describe('the marks of lines', () => {
  const run = { isStale: false, record: sampleRecord() };
  const said = (marks: readonly LineMark[]): readonly string[] =>
    marks.map(({ line, state, requirements }) => {
      const by = requirements.map((each) => each.state.requirement.id).join(' ');
      return `${line} ${state}${by === '' ? '' : ` ${by}`}`;
    });
  const states = [
    named('FR-1', 'proven', ['one', 'two']),
    named('FR-2', 'failing', ['two']),
    named('FR-3', 'stale', []),
  ];
  const lines = measured({ one: [1, 2], two: [1, 3], three: [1, 4] });

  it('say which requirements reach a line, failures first, and what none reaches; of loading nothing', () => {
    const marks = lineMarks(PATH, { run, lines, states, isCurrent: true });
    assert.deepEqual(said(marks), ['2 proven FR-1', '3 failing FR-1 FR-2', '4 unrequested', '5 untested']);
    assert.deepEqual(
      marks[1]?.requirements[0]?.tests.map(({ id }) => id),
      ['two'],
    );
  });

  it('call no line unrequested that a test which could not be measured may run', () => {
    const open = [...states, named('FR-4', 'proven', ['lost'])];
    const marks = lineMarks(PATH, {
      run,
      lines: measured({ one: [1, 2], three: [4] }, ['lost']),
      states: open,
      isCurrent: true,
    });
    assert.deepEqual(said(marks), ['2 proven FR-1', '5 untested']);
  });

  it('name the tests that only run together, where all of them are of the requirement', () => {
    const { files, measured: alone } = measured({ one: [1, 2] });
    const together = [{ ids: ['c1', 'c2'], files: [{ path: PATH, lines: [3] }] }];
    const lines = { files, measured: { ...alone, together } };
    const marks = (tests: readonly string[]) =>
      lineMarks(PATH, { run, lines, states: [named('FR-1', 'proven', ['one', ...tests])], isCurrent: true });
    assert.deepEqual(said(marks(['c1', 'c2'])), ['2 proven FR-1', '3 proven FR-1', '4 unrequested', '5 untested']);
    assert.deepEqual(
      marks(['c1', 'c2'])[1]?.requirements[0]?.tests.map(({ id }) => id),
      ['c1', 'c2'],
    );
    assert.deepEqual(said(marks(['c1'])), ['2 proven FR-1', '5 untested']);
  });

  it('are all stale when files of the run changed', () => {
    const marks = lineMarks(PATH, { run: { ...run, isStale: true }, lines, states, isCurrent: true });
    assert.deepEqual(new Set(marks.map(({ state }) => state)), new Set(['stale']));
    assert.match(marks[0]?.why ?? '', /^files changed since VERIFY of \d{4}-\d\d-\d\d: verify again$/);
  });

  it('are one for a file that is another one now, and none for a file that was not measured', () => {
    assert.deepEqual(said(lineMarks(PATH, { run, lines, states, isCurrent: false })), ['1 stale']);
    assert.deepEqual(lineMarks('src/other.py', { run, lines, states, isCurrent: false }), []);
  });
});
