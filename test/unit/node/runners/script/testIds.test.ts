import assert from 'node:assert/strict';
import { array, assert as check, constantFrom, property, record } from 'fast-check';
import { TestIds } from '../../../../../src/node/runners/script/testIds';

describe('ids of tests', () => {
  it('are file, suites and name, unique and the same each time', () => {
    const words = constantFrom('a', 'b', 'a (2)', 'a::b', '');
    const told = record({ suites: array(words, { maxLength: 2 }), name: words });
    check(
      property(array(told), (tests) => {
        const [once, again] = [new TestIds(), new TestIds()].map((ids) =>
          tests.map((test) => ids.add({ file: 'f', line: undefined, ...test }).id),
        );
        assert.deepEqual(once, again);
        assert.equal(new Set(once).size, tests.length);
        for (const [index, { suites, name }] of tests.entries()) {
          assert.ok(once?.[index]?.startsWith(['f', ...suites, name].join('::')));
        }
      }),
    );
  });
});
