// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts that are read hold insertions themselves
import assert from 'node:assert/strict';
import { compareContracts } from '../../../../src/core/testcontract/compareContracts';
import { factsOf } from '../../../../src/core/testcontract/factsOf';
import { contractOf } from './contractOf';

const MANY = 20_000;

describe('hostile files of tests', () => {
  // Each of them would keep a careless reader busy for minutes, or end it.
  const rows: readonly (readonly [what: string, path: string, text: string, tests: number])[] = [
    [
      'brackets that are nested deeply',
      'tests/test_a.py',
      `def test_a():\n    x = ${'('.repeat(MANY)}${')'.repeat(MANY)}\n    assert f() == 1`,
      1,
    ],
    ['a long chain', 'tests/test_a.py', `def test_a():\n    assert ${'a.b().'.repeat(MANY)}c == 1`, 1],
    ['a long condition', 'tests/test_a.py', `def test_a():\n    assert ${'a and '.repeat(2_000)}c`, 1],
    [
      'classes that are their own bases',
      'tests/test_a.py',
      'class TestA(TestA): pass\nclass TestB(TestC): pass\nclass TestC(TestB):\n    def test_a(self): pass\n',
      2,
    ],
    [
      'suites that are nested deeply',
      'a.test.js',
      `${"describe('a', () => {".repeat(300)}it('b', () => {});${'});'.repeat(300)}`,
      0,
    ],
    [
      'shared suites that call each other',
      'a.test.js',
      "function f() { it('a', () => {}); g(); g(); }\nfunction g() { f(); f(); }\nf();",
      0,
    ],
    ['a title of insertions', 'a.test.js', `it(\`${'${a}'.repeat(MANY)}\`, () => {});`, 1],
    ['comments that are not closed', 'pom.xml', '<!--'.repeat(MANY), 0],
    ['elements that are not closed', 'pom.xml', '<plugin><artifactId>jacoco'.repeat(MANY), 0],
    ['blocks that are not closed', 'build.gradle', 'test {\n'.repeat(MANY), 0],
    ['free space', 'build.gradle', '\n'.repeat(MANY * 5), 0],
    ['free space in settings', 'pytest.ini', `[pytest]\na${' '.repeat(MANY * 5)}b\nc = ${' '.repeat(MANY * 5)}#`, 0],
    ['lists that are not closed', 'jest.config.js', `module.exports = {${'a: ['.repeat(2_000)}`, 0],
    ['snapshots that are not closed', 'a.snap', 'exports[`a'.repeat(MANY), 0],
  ];
  for (const [what, path, text, count] of rows) {
    it(`${what}: are read all the same`, async () => {
      const contract = await contractOf({ [path]: text });
      if (count > 0) assert.equal(contract.tests.length, count);
      assert.deepEqual(compareContracts(contract, await contractOf({ [path]: text })), []);
      factsOf(contract, { id: `${path}::${'x'.repeat(MANY)}`, file: path, name: 'x', line: 1 });
    });
  }

  it('one that keeps the parser busy hides no change', async () => {
    const busy = `it('a', () => {});\n${'"'.repeat(100_001)}`;
    const [before, after] = [await contractOf({ 'a.test.js': busy }), await contractOf({ 'a.test.js': `${busy}b` })];
    assert.deepEqual(compareContracts(before, before), []);
    assert.deepEqual(
      compareContracts(before, after).map(({ file, kind }) => [file, kind]),
      [['a.test.js', 'snapshot-changed']],
    );
  });
});
