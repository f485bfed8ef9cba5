import assert from 'node:assert/strict';
import path from 'node:path';
import type { TestRunner } from '../../../../../src/core/testrun/runner';
import { ensurePytestPlugins } from '../../../../kit/editor/python';
import type { Measuring } from '../../../../kit/measuredLines';
import { measuredLines } from '../../../../kit/measuredLines';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

const SIGN_JS = `export function sign(number) {
  if (number < 0) {
    return 'minus';
  }
  return 'plus';
}
`;
const HEAD_JS =
  "import assert from 'node:assert/strict';\nimport { describe, it, test } from 'node:test';\nimport { sign } from './sign.js';\n";
const TWO_JS = `test('FR-1', () => assert.equal(sign(-1), 'minus'));\ntest('FR-2', () => assert.equal(sign(1), 'plus'));\n`;

describe('the lines that each test runs, alone', function () {
  this.timeout(300_000);

  const node = (tests: string, wanted: Partial<Measuring> = {}): Promise<readonly string[]> =>
    measuredLines({
      files: { 'package.json': '{"type":"module"}', 'sign.js': SIGN_JS, 'sign.test.js': HEAD_JS + tests },
      tests: ['sign.test.js'],
      of: 'sign.js',
      ...wanted,
    });

  it("are told by node's own runner, of failing tests too, and not of those that never ran", async () => {
    const tests = `${TWO_JS}test('wrong', () => assert.equal(sign(2), 'minus'));\ntest.skip('later', () => sign(1));\n`;
    assert.deepEqual(await node(tests), [
      'sign.test.js::FR-1: 1 2 3',
      'sign.test.js::FR-2: 1 2 5',
      'sign.test.js::wrong: 1 2 5',
    ]);
  });

  it('are told by go test, subtests too', async () => {
    const lines = await measuredLines({
      files: {
        'go.mod': 'module example.com/sign\n\ngo 1.24\n',
        'sign.go':
          'package sign\n\nfunc Sign(number int) string {\n\tif number < 0 {\n\t\treturn "minus"\n\t}\n\treturn "plus"\n}\n',
        'sign_test.go':
          'package sign\n\nimport "testing"\n\nfunc TestMinus(t *testing.T) { Sign(-1) }\nfunc TestAll(t *testing.T) {\n\tt.Run("plus", func(t *testing.T) { Sign(1) })\n\tt.Run("minus", func(t *testing.T) { Sign(-1) })\n}\n',
      },
      tests: ['sign_test.go'],
      of: 'sign.go',
    });
    assert.deepEqual([...lines].sort(), [
      'sign_test.go::TestAll/minus: 3 4 5',
      'sign_test.go::TestAll/plus: 3 4 7',
      'sign_test.go::TestMinus: 3 4 5',
    ]);
  });

  it('are told by pytest in one run for each file, with what loading runs', async () => {
    const env = { ...process.env, PATH: `${await ensurePytestPlugins()}${path.delimiter}${process.env['PATH']}` };
    const runs: number[] = [];
    const lines = await measuredLines({
      files: {
        'sign.py': 'def sign(number):\n    if number < 0:\n        return "minus"\n    return "plus"\n\n\nOTHER = 1\n',
        'test_sign.py':
          'import pytest\nfrom sign import sign\n\n\n@pytest.mark.parametrize("n", [-1, 1])\ndef test_any(n): assert sign(n)\n\n\ndef test_none(): pass\n',
        'test_lazy.py': 'def test_lazy():\n    from sign import OTHER\n    assert OTHER == 1\n',
        'test_apart.py': 'def test_apart(): pass\n',
      },
      tests: ['test_sign.py', 'test_lazy.py', 'test_apart.py'],
      of: 'sign.py',
      env,
      runner: (runner) => ({
        ...runner,
        run: (request, signal) => {
          if (request.coverageOf !== undefined) runs.push(request.tests?.length ?? 0);
          return runner.run(request, signal);
        },
      }),
    });
    assert.deepEqual(lines, [
      'test_sign.py::test_any[-1]: 1 2 3 7',
      'test_sign.py::test_any[1]: 1 2 4 7',
      'test_sign.py::test_none: 1 7',
      'test_lazy.py::test_lazy: 1 7',
      'test_apart.py::test_apart: ',
    ]);
    assert.deepEqual(runs, [3, 1, 1]);
  });

  it('are not told where a test ends otherwise alone, and together where two never run apart', async () => {
    const tests = `
let met = false;
test('first', () => { met = true; sign(1); });
test('second', () => assert.ok(met && sign(-1)));
describe('a', () => { it('same', () => sign(1)); });
describe('b', () => { it('same', () => sign(-1)); });
test('outer', async (t) => {
  await t.test('one', () => sign(1));
  await t.test('two', () => sign(-1));
});
`;
    const lines = await node(tests);
    const told = (id: string): string | undefined => lines.find((line) => line.startsWith(`sign.test.js::${id}`));
    assert.equal(told('first'), 'sign.test.js::first: 1 2 5');
    assert.equal(told('second'), 'sign.test.js::second? it is failed alone and passed with the others');
    // Old versions of node look at the last name of a test only; then both are told together, and never one of what the other ran.
    const either = (apart: readonly string[], together: string) =>
      assert.ok(apart.every((line) => lines.includes(line)) || lines.includes(together), lines.join('\n'));
    const same = ['sign.test.js::a::same', 'sign.test.js::b::same'];
    either([`${same[0]}: 1 2 5`, `${same[1]}: 1 2 3`], `${same.join(' + ')}: 1 2 3 5`);
    const outer = ['sign.test.js::outer::one', 'sign.test.js::outer::two'];
    either([`${outer[0]}: 1 2 5`, `${outer[1]}: 1 2 3`], `${outer.join(' + ')}: 1 2 3 5`);
  });

  it('are told together of tests with one name, which only run together', async () => {
    const tests = `
test('FR-1', () => assert.equal(sign(-1), 'minus'));
test('FR-1', () => assert.equal(sign(1), 'plus'));
test('FR-1 again', () => assert.equal(sign(1), 'plus'));
`;
    assert.deepEqual((await node(tests)).toSorted(), [
      'sign.test.js::FR-1 + sign.test.js::FR-1 (2): 1 2 3 5',
      'sign.test.js::FR-1 again: 1 2 5',
    ]);
  });

  it('are never those of a suite that is named like the test', async () => {
    const suite = `describe('a', () => { it('same', () => sign(1)); });`;
    const test = `test('a', () => {});`;
    for (const tests of [
      [suite, test],
      [test, suite],
    ]) {
      const lines = await node(tests.join('\n'));
      // Where it runs whenever the test does, both are told together.
      const own = lines.filter((line) => /^sign\.test\.js::a(?: \(2\))?: /.test(line));
      const together = lines.filter((line) => / \+ .*: 1 2 5$/.test(line));
      assert.equal(own.length + together.length, 1, lines.join('\n'));
      if (own.length === 1) assert.match(own[0] ?? '', /: 1$/);
    }
  });

  it('are told together of the cases of one method, which a build tool cannot run apart', async () => {
    const test = 'src/test/java/shop/SignTest.java';
    const of = 'src/main/java/shop/Sign.java';
    const source = `package shop;

class SignTest {
  @Test
  void minus() {}

  @ParameterizedTest
  void each(int n) {}
}
`;
    // As Maven leaves them: the cases that were chosen, and the lines of what ran.
    const program = `#!/bin/sh
mkdir -p target/surefire-reports target/site/jacoco
minus='<testcase name="minus" classname="shop.SignTest"/>'
each='<testcase name="each(int)[1]" classname="shop.SignTest"/><testcase name="each(int)[2]" classname="shop.SignTest"/>'
case "$*" in
  *SignTest#minus*) tests="$minus"; line=6 ;;
  *SignTest#each*) tests="$each"; line=8 ;;
  *) tests="$minus$each"; line=0 ;;
esac
echo "<testsuite>$tests</testsuite>" > target/surefire-reports/TEST-shop.SignTest.xml
echo "<report><package name='shop'><sourcefile name='Sign.java'><line nr='$line' ci='1'/></sourcefile></package></report>" > target/site/jacoco/jacoco.xml
`;
    const bin = await TemporaryWorkspace.make();
    const runs: (readonly string[] | undefined)[] = [];
    try {
      await bin.write('mvn', program, 0o755);
      const lines = await measuredLines({
        files: { 'pom.xml': '<project>jacoco</project>', [test]: source, [of]: '' },
        ...{ tests: [test], of, env: { ...process.env, PATH: `${bin.root}${path.delimiter}${process.env['PATH']}` } },
        runner: (runner) => ({
          ...runner,
          run: (request, signal) => {
            if (request.coverageOf !== undefined) runs.push(request.tests?.map((id) => id.replace(`${test}::`, '')));
            return runner.run(request, signal);
          },
        }),
      });
      assert.deepEqual(lines, [`${test}::minus: 6`, `${test}::each(int)[1] + ${test}::each(int)[2]: 8`]);
      assert.deepEqual(runs, [['minus'], ['each(int)[1]'], ['each(int)[1]', 'each(int)[2]']]);
    } finally {
      await bin.dispose();
    }
  });

  it('are bounded in number and time, and end when they are cancelled', async () => {
    assert.deepEqual(await node(TWO_JS, { limits: { mostRuns: 1 } }), [
      'sign.test.js::FR-1: 1 2 3',
      'sign.test.js::FR-2? only 1 runs are made to measure',
    ]);
    const late = 'the 0 s for measuring were over';
    assert.deepEqual(await node(TWO_JS, { limits: { timeLimitMs: 0 } }), [
      `sign.test.js::FR-1? ${late}`,
      `sign.test.js::FR-2? ${late}`,
    ]);
    assert.deepEqual(await node(TWO_JS, { signal: AbortSignal.abort() }), [
      'sign.test.js::FR-1? measuring was cancelled',
      'sign.test.js::FR-2? measuring was cancelled',
    ]);
  });

  it('are not looked for where the runner cannot tell them', async () => {
    const cannot = (runner: TestRunner): TestRunner => ({
      ...runner,
      abilities: { ...runner.abilities, coverage: false },
    });
    const why = 'node:test does not measure the lines of single tests';
    assert.deepEqual(await node(TWO_JS, { runner: cannot }), [
      `sign.test.js::FR-1? ${why}`,
      `sign.test.js::FR-2? ${why}`,
    ]);
  });
});
