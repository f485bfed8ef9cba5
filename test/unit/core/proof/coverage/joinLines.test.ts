import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NamedRequirement, RunnableFile } from '../../../../../src/core/proof/coverage/joinLines';
import { joinLines } from '../../../../../src/core/proof/coverage/joinLines';
import { keepLines, readKeptLines } from '../../../../../src/core/proof/coverage/keepLines';
import type { LinesRun, TestLines } from '../../../../../src/core/proof/testLines';

const PATHS = ['a.py', 'b.py'];
const TESTS = ['t1', 't2', 't3', 't4', 't5'];

const lines = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }).map((all) => all.sort((a, b) => a - b));
const files: fc.Arbitrary<readonly LinesRun[]> = fc.array(fc.record({ path: fc.constantFrom(...PATHS), lines }), {
  maxLength: 3,
});
const measuring: fc.Arbitrary<TestLines> = fc
  .tuple(fc.subarray(TESTS), fc.subarray(TESTS), fc.array(files, { minLength: 5, maxLength: 5 }))
  .map(([known, others, ran]) => {
    const group = others.filter((id) => !known.includes(id));
    const [files = []] = ran;
    return {
      tests: known.map((id, at) => ({ id, files: ran[at] ?? [] })),
      ...(group.length > 1 ? { together: [{ ids: group, files }] } : {}),
      unknown: TESTS.filter((id) => !known.includes(id) && !(group.length > 1 && group.includes(id))).map((id) => ({
        id,
        why: 'no time',
      })),
    };
  });
const requirements: fc.Arbitrary<readonly NamedRequirement[]> = fc.array(
  fc.tuple(fc.subarray(TESTS), fc.subarray(TESTS)).map(([tests, some]) => ({
    ...{ id: 'FR-1', tests },
    criteria: [{ id: 'AC-1', tests: tests.filter((test) => some.includes(test)) }],
  })),
  { maxLength: 3 },
);
const runnable: fc.Arbitrary<readonly RunnableFile[]> = fc
  .tuple(...PATHS.map(() => fc.array(fc.boolean(), { minLength: 9, maxLength: 9 })))
  .map((hits) =>
    PATHS.map((path, file) => {
      const those = (isRun: boolean) => (hits[file] ?? []).flatMap((hit, index) => (hit === isRun ? [index + 1] : []));
      return { path, run: those(true), missed: those(false), loaded: file === 0 ? [1] : [] };
    }),
  );

const FILE: RunnableFile = { path: 'a.py', run: [1, 2, 3, 4], missed: [5, 6], loaded: [1] };
const MEASURED: TestLines = {
  tests: [
    { id: 't1', files: [{ path: 'a.py', lines: [1, 2] }] },
    { id: 't2', files: [{ path: 'a.py', lines: [1, 3] }] },
    { id: 't3', files: [{ path: 'a.py', lines: [1, 4] }] },
  ],
  unknown: [],
};
const ONE: NamedRequirement = { id: 'FR-1', tests: ['t1', 't2'], criteria: [{ id: 'AC-1', tests: ['t2'] }] };

describe('requirements and the lines that their tests run', () => {
  it('are joined by test, criterion by criterion', () => {
    const [requirement] = joinLines([ONE], MEASURED, [FILE]).requirements;
    assert.deepEqual(requirement?.files, [{ path: 'a.py', lines: [2, 3] }]);
    assert.deepEqual(requirement?.criteria, [
      { id: 'AC-1', tests: ['t2'], files: [{ path: 'a.py', lines: [3] }], unmeasured: [] },
    ]);
  });

  it('leave lines that no test runs apart from lines that only other tests run', () => {
    assert.deepEqual(joinLines([ONE], MEASURED, [FILE]).unrequested, [
      { path: 'a.py', notRun: [5, 6], unnamed: [4], unknown: [] },
    ]);
  });

  it('say nothing of a line that runs as long as a test of a requirement could not be measured', () => {
    const two = { ...ONE, tests: ['t1', 't2', 'lost'] };
    const { requirements: joined, unrequested } = joinLines([two], MEASURED, [FILE]);
    assert.deepEqual(joined[0]?.unmeasured, ['lost']);
    assert.deepEqual(unrequested, [{ path: 'a.py', notRun: [5, 6], unnamed: [], unknown: [4] }]);
  });

  it('count the lines of tests that only run together where all of them name it, and nowhere else', () => {
    const group = { ids: ['c1', 'c2'], files: [{ path: 'a.py', lines: [1, 4] }] };
    const measured: TestLines = { ...MEASURED, tests: MEASURED.tests.slice(0, 2), together: [group] };
    const joined = (tests: readonly string[]) => joinLines([{ id: 'FR-1', tests, criteria: [] }], measured, [FILE]);
    const [all] = joined(['t1', 'c1', 'c2']).requirements;
    assert.deepEqual([all?.files, all?.unmeasured], [[{ path: 'a.py', lines: [2, 4] }], []]);
    const some = joined(['t1', 'c1']);
    assert.deepEqual(some.requirements[0]?.files, [{ path: 'a.py', lines: [2] }]);
    assert.deepEqual(some.requirements[0]?.unmeasured, ['c1']);
    assert.deepEqual(some.unrequested[0]?.unnamed, []);
    assert.deepEqual(joined(['t1', 't2']).unrequested[0]?.unnamed, [4]);
  });

  it('put each line that can be run in exactly one place, whatever was measured', () => {
    fc.assert(
      fc.property(requirements, measuring, runnable, (named, measured, all) => {
        const { requirements: joined, unrequested } = joinLines(named, measured, all);
        for (const { path, run, missed, loaded } of all) {
          const places = [
            ...joined.map(({ files: own }) => own.filter((file) => file.path === path).flatMap((file) => file.lines)),
          ];
          const reached = new Set(places.flat());
          const left = unrequested.find((file) => file.path === path);
          const { notRun = [], unnamed = [], unknown = [] } = left ?? {};
          for (const line of [...run, ...missed]) {
            const isLoading = loaded.includes(line) && !notRun.includes(line);
            const lists = [notRun, unnamed, unknown].map((lines) => lines.includes(line));
            const found = [isLoading, reached.has(line), ...lists];
            assert.equal(found.filter(Boolean).length, 1, `${path}:${line} is ${found}`);
          }
        }
      }),
    );
  });

  it('claim no line that no named and measured test ran', () => {
    fc.assert(
      fc.property(requirements, measuring, runnable, (named, measured, all) => {
        for (const { tests, files: own, criteria } of joinLines(named, measured, all).requirements) {
          for (const each of [{ tests, files: own }, ...criteria]) {
            const alone = measured.tests.filter(({ id }) => each.tests.includes(id));
            const whole = (measured.together ?? []).filter(({ ids }) => ids.every((id) => each.tests.includes(id)));
            const ran = [...alone, ...whole].flatMap((run) => run.files);
            for (const { path, lines: claimed } of each.files)
              for (const line of claimed)
                assert.ok(ran.some((file) => file.path === path && file.lines.includes(line)));
          }
        }
      }),
    );
  });
});

describe('measured lines that are kept', () => {
  const coverageOf = (all: readonly RunnableFile[]) =>
    all.map(({ path, run, missed, loaded }) => ({
      ...{ path, hash: `${path} then`, loaded },
      lines: [...run.map((line) => ({ line, hits: 1 })), ...missed.map((line) => ({ line, hits: 0 }))].sort(
        (a, b) => a.line - b.line,
      ),
    }));

  it('join to the same when they are read again', () => {
    fc.assert(
      fc.property(requirements, measuring, runnable, (named, measured, all) => {
        const kept = JSON.parse(JSON.stringify(keepLines(measured, coverageOf(all))));
        const read = readKeptLines(kept);
        assert.ok(read !== undefined);
        assert.deepEqual(joinLines(named, read.measured, read.files), joinLines(named, measured, all));
      }),
    );
  });

  it('are small', () => {
    const kept = keepLines(MEASURED, coverageOf([FILE]));
    assert.deepEqual(kept.files, [{ path: 'a.py', hash: 'a.py then', run: '1-4', missed: '5-6', loaded: '1' }]);
    assert.deepEqual(kept.tests[1], { id: 't2', files: [{ path: 'a.py', lines: '1,3' }] });
  });

  it('are none when somebody wrote other things there, or more lines than a file has', () => {
    const kept = keepLines(MEASURED, coverageOf([FILE]));
    for (const run of ['1-', '3,2', '9-1', 'x', '0', '1-9999999', '-1', '1,,2', '1.5']) {
      assert.equal(
        readKeptLines({ ...kept, files: [{ path: 'a.py', hash: '', run, missed: '', loaded: '' }] }),
        undefined,
        run,
      );
    }
    const far = Array.from({ length: 3 }, (_, index) => ({
      id: `t${index}`,
      files: [{ path: 'a.py', lines: '1-999999' }],
    }));
    assert.equal(readKeptLines({ ...kept, tests: far }), undefined);
  });
});
