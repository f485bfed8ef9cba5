import assert from 'node:assert/strict';
import type { Files, RealRunOptions } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';

const TEST_FILE = 'tests/unit/harness/test_escalation_domain.py';
const IMPLEMENTATION = 'tools/harness/escalation_domain.py';

describe('pytest', () => {
  async function runWith(files: Files, options: RealRunOptions) {
    const { report, outcomes } = await realRun(files, options);
    return { report, rows: outcomes, results: Object.fromEntries(report.tests.map((test) => [test.id, test])) };
  }

  /** Runs all test files, or those that are named. */
  function run(files: Files, ...tests: readonly string[]) {
    return runWith(files, tests.length > 0 ? { run: tests } : {});
  }

  describe('tests', () => {
    it('have an outcome of their own, whatever happened to them', async () => {
      const { rows, report } = await run({
        'test_all.py': `
import unittest
import pytest

def test_passes(): pass
def test_fails(): assert 1 == 2
@pytest.mark.skip(reason="later")
def test_is_skipped(): pass
@pytest.mark.xfail(reason="known")
def test_is_expected_to_fail(): assert False
@pytest.mark.xfail
def test_passes_unexpectedly(): pass
@pytest.mark.xfail(strict=True, reason="known")
def test_passes_against_a_strict_mark(): pass
@pytest.fixture
def broken(): raise RuntimeError("no database")
def test_with_a_broken_fixture(broken): pass
def test_with_no_such_fixture(nothing_like_it): pass
@pytest.fixture
def untidy():
    yield
    raise RuntimeError("cannot clean up")
def test_with_a_broken_clean_up(untidy): pass
def test_fails_before_its_clean_up(untidy): assert False
@pytest.mark.parametrize("x", [1, 2])
def test_parameters(x): pass
class TestGroup:
    def test_in_class(self): pass
    class TestInner:
        def test_deeper(self): pass
class Old(unittest.TestCase):
    def test_old(self): self.assertEqual(1, 2)
`,
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows, [
        'passed test_all.py::test_passes',
        'failed test_all.py::test_fails',
        'skipped test_all.py::test_is_skipped',
        'xfailed test_all.py::test_is_expected_to_fail',
        'passed test_all.py::test_passes_unexpectedly',
        'failed test_all.py::test_passes_against_a_strict_mark',
        'setup-error test_all.py::test_with_a_broken_fixture',
        'setup-error test_all.py::test_with_no_such_fixture',
        'setup-error test_all.py::test_with_a_broken_clean_up',
        'failed test_all.py::test_fails_before_its_clean_up',
        'passed test_all.py::test_parameters[1]',
        'passed test_all.py::test_parameters[2]',
        'passed test_all.py::TestGroup::test_in_class',
        'passed test_all.py::TestGroup::TestInner::test_deeper',
        'failed test_all.py::Old::test_old',
      ]);
    });

    it('say where they stand, how long they took and how they are called', async () => {
      const { results, report } = await run({
        'a/test_place.py':
          'import pytest, time\n\n@pytest.mark.parametrize("x", ["[1::2]"])\ndef test_slow(x):\n    time.sleep(0.03)\n',
      });
      const [test] = report.tests;
      assert.equal(test?.id, 'a/test_place.py::test_slow[[1::2]]');
      assert.equal(test?.name, 'test_slow[[1::2]]');
      assert.equal(test?.file, 'a/test_place.py');
      assert.equal(test?.line, 4);
      assert.ok(test !== undefined && test.durationMs >= 29 && test.durationMs < 5_000);
      assert.equal(Object.keys(results).length, 1);
    });

    it('say what went wrong', async () => {
      const { results } = await run({
        'subject.py': 'class Cart:\n    total = None\n',
        'test_why.py': `
import pytest
import subject
def test_compares(): assert {"a": 1} == {"a": 2}
def test_raises():
    with pytest.raises(ValueError): pass
def test_gives_up(): pytest.fail("no idea")
def test_missing_attribute(): subject.Cart().add
def test_missing_function(): subject.total()
def test_missing_name():
    from subject import Basket
def test_missing_module():
    import subject.parts
def test_none(): subject.Cart().total.amount
class Odd(Exception):
    def __str__(self): raise TypeError("cannot say")
def test_odd(): raise Odd()
`,
      });
      const failure = (name: string) => {
        const found = results[`test_why.py::${name}`]?.failure;
        assert.ok(found, name);
        return found;
      };
      assert.equal(failure('test_compares').exception, 'AssertionError');
      assert.match(failure('test_compares').message, /^assert \{'a': 1\} == \{'a': 2\}/);
      assert.match(failure('test_compares').details, /test_why\.py:4: AssertionError/);
      assert.equal(failure('test_compares').expected, "{'a': 2}");
      assert.equal(failure('test_compares').actual, "{'a': 1}");
      assert.equal(failure('test_raises').exception, 'Failed');
      assert.equal(failure('test_gives_up').message, 'no idea');
      assert.equal(failure('test_missing_attribute').missingSymbol, 'add');
      assert.equal(failure('test_missing_function').missingSymbol, 'total');
      assert.equal(failure('test_missing_name').missingSymbol, 'Basket');
      assert.equal(failure('test_missing_module').missingModule, 'subject.parts');
      assert.equal(failure('test_none').exception, 'AttributeError');
      assert.equal(failure('test_none').missingSymbol, undefined);
      assert.equal(failure('test_odd').exception, 'Odd');
    });
  });

  describe('a project with tools/, tests/ and no configuration', () => {
    const test = `
import json
import os.path
import pytest
from tools.harness.escalation_domain import Escalation, Level as Severity
import tools.harness.other as other
from . import helper

@pytest.mark.parametrize("level", [1, 2])
def test_keeps_its_level(level):
    assert Escalation(level).level == level
class TestEscalation:
    async def test_later(self): pass
    def helper(self): pass
def test_imports_later():
    from tools.harness.third import x
`;

    it('reports each test, and the module that is missing, before there is an implementation', async () => {
      const { report, rows } = await run({ [TEST_FILE]: test });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows, [
        `collection-error ${TEST_FILE}::test_keeps_its_level`,
        `collection-error ${TEST_FILE}::TestEscalation::test_later`,
        `collection-error ${TEST_FILE}::test_imports_later`,
      ]);
      assert.deepEqual(
        report.tests.map((each) => each.line),
        [10, 13, 15],
      );
      for (const each of report.tests) {
        assert.equal(each.failure?.exception, 'ModuleNotFoundError');
        assert.equal(each.failure?.missingModule, 'tools');
      }
    });

    it('names the whole module when its folder is there', async () => {
      const { report } = await run({ [TEST_FILE]: test, 'tools/harness/base.py': '' });
      assert.equal(report.tests[0]?.failure?.missingModule, 'tools.harness.escalation_domain');
    });

    it('tells what the tests import from the project, and from nowhere', async () => {
      const { report } = await run({ [TEST_FILE]: test });
      assert.deepEqual(
        report.imports.map(({ line, module, names }) => `${line} ${module} ${names.join(',')}`.trim()),
        [
          '5 tools.harness.escalation_domain Escalation,Level',
          '6 tools.harness.other',
          '7 tests.unit.harness helper',
          '16 tools.harness.third x',
        ],
      );
      assert.ok(report.imports.every((each) => each.file === TEST_FILE));
    });

    it('finds the implementation from the workspace folder', async () => {
      const { rows, report } = await run({
        [TEST_FILE]: 'from tools.harness.escalation_domain import LEVEL\ndef test_level(): assert LEVEL == 3\n',
        [IMPLEMENTATION]: 'LEVEL = 3\n',
      });
      assert.deepEqual(rows, [`passed ${TEST_FILE}::test_level`]);
      assert.equal(report.runner, 'pytest');
      assert.match(report.command, new RegExp(`^python3? -m pytest ${TEST_FILE}$`));
    });

    it('finds it from a project folder below, too, and names files from the workspace', async () => {
      const file = 'services/api/tests/test_level.py';
      const { rows, report } = await run({
        'services/api/pyproject.toml': '[project]\nname = "api"\n',
        'services/api/data.txt': 'here',
        'services/api/level.py': 'def level():\n    raise KeyError("x")\n',
        [IMPLEMENTATION]: 'LEVEL = 3\n',
        [file]: `
from level import level
from tools.harness.escalation_domain import LEVEL
def test_level(): assert LEVEL == 3
def test_starts_in_its_project(): assert open("data.txt").read() == "here"
def test_fails(): level()
`,
      });
      assert.deepEqual(rows, [
        `passed ${file}::test_level`,
        `passed ${file}::test_starts_in_its_project`,
        `failed ${file}::test_fails`,
      ]);
      assert.match(report.command, /^cd services\/api && \S+ -m pytest tests\/test_level\.py$/);
      assert.match(report.tests[2]?.failure?.details ?? '', /^services\/api\/level\.py:2: KeyError/m);
    });
  });

  describe('a file that does not load', () => {
    it('with a syntax error is one row, with the line', async () => {
      const { report, rows } = await run({ 'test_bad.py': 'import os\n\ndef test_a(:\n    pass\n' });
      assert.deepEqual(rows, ['collection-error test_bad.py']);
      assert.equal(report.tests[0]?.line, 3);
      assert.equal(report.tests[0]?.failure?.exception, 'SyntaxError');
      assert.match(report.tests[0]?.failure?.message ?? '', /test_bad\.py, line 3/);
    });

    it('for a syntax error of the subject names the subject', async () => {
      const { report } = await run({ 'subject.py': 'x = = 1\n', 'test_a.py': 'import subject\ndef test_a(): pass\n' });
      assert.deepEqual(
        report.tests.map((test) => `${test.outcome} ${test.id} ${test.line}`),
        ['collection-error test_a.py::test_a 2'],
      );
      assert.match(report.tests[0]?.failure?.message ?? '', /subject\.py, line 1/);
    });

    it('does not keep the others from running', async () => {
      const { report, rows } = await run({
        'test_a.py': 'import nowhere_at_all\ndef test_a(): pass\n',
        'test_b.py': 'def test_b(): pass\n',
      });
      assert.deepEqual(rows, ['collection-error test_a.py::test_a', 'passed test_b.py::test_b']);
      assert.deepEqual(report.end, { kind: 'completed' });
    });

    it('gives the name that a module does not have', async () => {
      const { report } = await run({ 'subject.py': '', 'test_a.py': 'from subject import Cart\ndef test_a(): pass\n' });
      assert.equal(report.tests[0]?.failure?.missingSymbol, 'Cart');
      assert.equal(report.tests[0]?.failure?.missingModule, undefined);
    });

    it('for any other reason gives the reason', async () => {
      const { report } = await run({ 'test_a.py': 'LIMIT = 1 / 0\ndef test_a(): pass\n' });
      assert.equal(report.tests[0]?.outcome, 'collection-error');
      assert.equal(report.tests[0]?.failure?.exception, 'ZeroDivisionError');
    });

    it('because it asks to be skipped is skipped test by test', async () => {
      const { rows, report } = await run({
        'test_a.py': 'import pytest\npytest.importorskip("nowhere_at_all")\ndef test_a(): pass\n',
      });
      assert.deepEqual(rows, ['skipped test_a.py::test_a']);
      assert.match(report.tests[0]?.failure?.message ?? '', /nowhere_at_all/);
    });

    it('because conftest.py does not gives the reason to each test', async () => {
      const { rows, results } = await run({
        'conftest.py': 'import nowhere_at_all\n',
        'test_a.py': 'def test_a(): pass\n',
      });
      assert.deepEqual(rows, ['collection-error test_a.py::test_a']);
      assert.equal(results['test_a.py::test_a']?.failure?.missingModule, 'nowhere_at_all');
    });
  });

  describe('a project with settings of its own', () => {
    const tests = {
      'test_a.py': 'def test_1(): assert False\ndef test_2(): pass\n',
      'test_b.py': 'def test_3(): pass\n',
    };
    const all = ['failed test_a.py::test_1', 'passed test_a.py::test_2', 'passed test_b.py::test_3'];
    const ini = (addopts: string, more = ''): Readonly<Record<string, string>> => ({
      ...tests,
      'pytest.ini': `[pytest]\naddopts = ${addopts}\n${more}`,
    });

    for (const addopts of [
      '-x',
      '--maxfail=1',
      '--lf',
      '--sw',
      '-qq',
      '-s',
      '-p no:cacheprovider',
      '-p no:terminal',
      '--color=yes',
      '--import-mode=importlib',
      '--strict-config --strict-markers',
    ]) {
      it(`runs every test in spite of ${addopts}`, async () => {
        const { rows, report } = await run(ini(addopts));
        assert.deepEqual(rows, all);
        assert.deepEqual(report.end, { kind: 'completed' });
      });
    }

    it('says which tests the settings leave out', async () => {
      const { rows, results, report } = await run(ini('-k test_1'));
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual([...rows].sort(), [
        'failed test_a.py::test_1',
        'not-run test_a.py::test_2',
        'not-run test_b.py::test_3',
      ]);
      assert.match(results['test_b.py::test_3']?.failure?.message ?? '', /configuration/);
    });

    it('takes a run in which they leave out all for none', async () => {
      const { report } = await run(ini('-k nothing_like_it'));
      assert.ok(report.end.kind === 'none-ran');
      assert.match(report.end.detail, /configuration/);
    });

    it('says which option pytest does not know, such as one of a plugin that is not there', async () => {
      const { report } = await run(ini('--of-a-missing-plugin=1'));
      assert.ok(report.end.kind === 'died');
      assert.match(report.end.detail, /unrecognized arguments: --of-a-missing-plugin=1/);
    });

    it('collects by its names', async () => {
      const { rows } = await run(
        {
          'pytest.ini': '[pytest]\npython_functions = check_*\npython_classes = *Spec\npythonpath = src\n',
          'src/subject.py': 'VALUE = 1\n',
          'checks.py':
            'import missing_one\ndef check_a(): pass\nclass CartSpec:\n    def check_b(self): pass\ndef test_c(): pass\n',
          'more.py': 'from subject import VALUE\ndef check_d(): assert VALUE == 1\n',
        },
        'checks.py',
        'more.py',
      );
      assert.deepEqual(rows, [
        'collection-error checks.py::check_a',
        'collection-error checks.py::CartSpec::check_b',
        'passed more.py::check_d',
      ]);
    });

    it('cannot be reached by PYTHONPATH and PYTEST_ADDOPTS of the user', async () => {
      const env = { ...process.env, PYTHONPATH: '/elsewhere', PYTEST_ADDOPTS: '--nope' };
      assert.deepEqual((await runWith(tests, { env })).rows, all);
    });
  });

  describe('a run that is broken off', () => {
    it('names the signal of a crash', async () => {
      const { rows, report } = await run({
        'test_a.py': 'import os, signal\ndef test_1(): os.kill(os.getpid(), signal.SIGSEGV)\n',
      });
      assert.ok(report.end.kind === 'died');
      assert.match(report.end.detail, /SIGSEGV/);
      assert.deepEqual(rows, ['crashed test_a.py::test_1']);
    });

    it('while a file is loaded names all of its tests', async () => {
      const { rows, report } = await run({
        'test_a.py': 'import os\nos._exit(3)\ndef test_1(): pass\n',
        'test_b.py': 'def test_2(): pass\n',
      });
      assert.equal(report.end.kind, 'died');
      assert.deepEqual(rows, ['crashed test_a.py::test_1', 'not-run test_b.py::test_2']);
    });

    for (const [how, code] of [
      ['pytest.exit', 'pytest.exit("enough", returncode=0)'],
      ['an interrupt', 'raise KeyboardInterrupt'],
    ]) {
      it(`by ${how} is not taken for a whole one`, async () => {
        const { rows, report } = await run({
          'test_a.py': `import pytest\ndef test_1(): pass\ndef test_2(): ${code}\ndef test_3(): pass\n`,
        });
        assert.ok(report.end.kind === 'died');
        assert.match(report.end.detail, /2 tests did not run/);
        assert.deepEqual(rows, ['passed test_a.py::test_1', 'crashed test_a.py::test_2', 'not-run test_a.py::test_3']);
      });
    }

    it('by its time limit while a file is loaded names what stands in it', async () => {
      const { rows, report } = await runWith(
        { 'test_a.py': 'while True: pass\ndef test_a(): pass\n' },
        { timeLimitMs: 2_500 },
      );
      assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 2_500 });
      assert.deepEqual(rows, ['timed-out test_a.py::test_a']);
    });

    it('takes sys.exit in a test for a failure of that test', async () => {
      const { rows, report } = await run({
        'test_a.py': 'import sys\ndef test_1(): sys.exit(0)\ndef test_2(): pass\n',
      });
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(rows, ['failed test_a.py::test_1', 'passed test_a.py::test_2']);
    });
  });

  it('passes a result on before the next test ends', async () => {
    const { report } = await runWith(
      { 'test_a.py': 'import time\ndef test_1(): pass\ndef test_2(): time.sleep(600)\n' },
      { onEvent: (event, abort) => event.kind === 'test' && abort() },
    );
    assert.deepEqual(
      report.tests.map((test) => test.outcome),
      ['passed', 'not-run'],
    );
  });

  it('finds no test in a file without any', async () => {
    const { report } = await run({ 'test_a.py': 'def helper(): pass\n' });
    assert.equal(report.end.kind, 'none-ran');
    assert.deepEqual(report.tests, []);
  });

  it('says what is wrong with a file that is not there', async () => {
    const { report } = await run({}, 'test_gone.py');
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /file or directory not found: .*test_gone\.py/);
  });
});
