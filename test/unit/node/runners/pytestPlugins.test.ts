import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Coverage, FileCoverage } from '../../../../src/core/testrun/report';
import { ensurePytestPlugins } from '../../../kit/editor/python';
import type { Files, RealRunOptions } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';

const FILES: Files = {
  'shop/cart.py': `"""A cart."""

def total(prices, rebate=0):
    if rebate:
        return (
            sum(prices)
            - rebate
        )
    return sum(prices)


def unused():  # nobody calls it
    return 1
`,
  'shop/other.py': 'def other():\n    return 1\n',
  'shop/broken.py': 'def broken(:\n',
  'tests/test_cart.py':
    'from shop.cart import total\nfrom shop import other\ndef test_total(): assert total([1, 2]) == 3\n',
};

describe('pytest with coverage.py and other plugins', function () {
  this.timeout(300_000);
  let env: NodeJS.ProcessEnv;

  before(async () => {
    env = { ...process.env, PATH: `${await ensurePytestPlugins()}${path.delimiter}${process.env['PATH']}` };
  });

  async function measured(coverageOf: readonly string[], files: Files = {}, options: RealRunOptions = {}) {
    const { report, outcomes } = await realRun({ ...FILES, ...files }, { env, ...options, request: { coverageOf } });
    return { coverage: report.coverage, outcomes };
  }

  /** Lines that can be run and were run, and those that were not: `+3 +4 -5`. */
  const linesOf = (file: FileCoverage | undefined): string =>
    file?.lines.map(({ line, hits }) => `${hits > 0 ? '+' : '-'}${line}`).join(' ') ?? '';
  const filesOf = (coverage: Coverage | undefined): readonly FileCoverage[] => {
    assert.ok(coverage?.kind === 'measured', JSON.stringify(coverage));
    return coverage.files;
  };

  it('tells which lines of just the files that are asked for were run', async () => {
    const { coverage, outcomes } = await measured(['shop/cart.py']);
    assert.deepEqual(outcomes, ['passed tests/test_cart.py::test_total']);
    const files = filesOf(coverage);
    assert.deepEqual(
      files.map((file) => file.path),
      ['shop/cart.py'],
    );
    assert.equal(linesOf(files[0]), '+3 +4 -5 +9 +12 -13');
  });

  it('tells of a file that nothing imports that none was; and leaves out what is no Python file', async () => {
    const { coverage } = await measured(['lonely [1].py', 'shop/broken.py', 'shop/gone.py', 'shop/other.py'], {
      'lonely [1].py': 'x = 1\nif x:\n    y = 2\n',
    });
    assert.deepEqual(
      filesOf(coverage).map((file) => [file.path, linesOf(file)]),
      [
        ['lonely [1].py', '-1 -2 -3'],
        ['shop/other.py', '+1 -2'],
      ],
    );
  });

  it('measures a file whose name has signs of a pattern, in a project below the workspace', async () => {
    const { coverage } = await measured(
      ['services/a[pi]/level_1.py'],
      {
        'services/a[pi]/pyproject.toml': '[project]\nname = "api"\n',
        'services/a[pi]/level_1.py': 'def level():\n    return 3\n',
        'services/a[pi]/tests/test_level.py': 'from level_1 import level\ndef test_level(): assert level() == 3\n',
      },
      { run: ['services/a[pi]/tests/test_level.py'] },
    );
    assert.equal(linesOf(filesOf(coverage)[0]), '+1 +2');
  });

  it('whatever the configuration of the project says of coverage', async () => {
    const { coverage, outcomes } = await measured(['shop/cart.py'], {
      '.coveragerc': '[run]\nomit = shop/*\nbranch = True\n[report]\nexclude_lines = def\n',
      'pytest.ini': '[pytest]\naddopts = --cov=shop --cov-report=html --cov-report=xml --cov-fail-under=100\n',
    });
    assert.deepEqual(outcomes, ['passed tests/test_cart.py::test_total']);
    assert.equal(linesOf(filesOf(coverage)[0]), '+3 +4 -5 +9 +12 -13');
  });

  it('says nothing of a run that did not complete', async () => {
    const { coverage } = await measured(['shop/cart.py'], {
      'tests/test_cart.py': 'import os\ndef test_total(): os._exit(1)\n',
    });
    assert.deepEqual(coverage, { kind: 'unavailable', detail: 'the run did not complete', install: undefined });
  });

  it('is not there unless it is asked for', async () => {
    const { report } = await realRun(FILES, { env });
    assert.equal(report.coverage, undefined);
  });

  it('says how to install what is missing, also where a folder has that name', async () => {
    const { coverage, outcomes } = await measured(
      ['shop/cart.py'],
      { 'coverage/index.html': '' },
      {
        prepare: async (workspace) => {
          const ask = (python: string, code: string) => execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim();
          const python = path.join(await ensurePytestPlugins(), 'python3');
          execFileSync(python, ['-m', 'venv', '--without-pip', workspace.path('.venv')]);
          const code = 'import sysconfig; print(sysconfig.get_path("purelib"))';
          const [from, to] = [ask(python, code), ask(workspace.path('.venv/bin/python'), code)];
          for (const name of await readdir(from)) {
            if (!/coverage|pytest_cov/.test(name)) await symlink(path.join(from, name), path.join(to, name));
          }
        },
      },
    );
    assert.deepEqual(outcomes, ['passed tests/test_cart.py::test_total']);
    assert.deepEqual(coverage, {
      kind: 'unavailable',
      detail: 'coverage.py is not installed',
      install: '.venv/bin/python -m pip install coverage',
    });
  });

  it('leaves the plugins of a project no say in how its tests run', async () => {
    const tests = {
      'tests/test_cart.py': [1, 2, 3, 4].map((test) => `def test_${test}(): pass\n`).join(''),
      'pytest.ini': '[pytest]\naddopts = -n 2 --cov=shop --cov-report=html -p randomly --randomly-seed=3\n',
    };
    const run = await realRun({ ...FILES, ...tests }, { env });
    assert.deepEqual(
      run.events.flatMap((event) => (event.kind === 'test' ? [event.result.name] : [])),
      ['test_1', 'test_2', 'test_3', 'test_4'],
    );
    assert.doesNotMatch(run.report.output, /workers|\[gw/);
  });

  it('gives the plugins of a project its seed', async () => {
    const tests = { 'tests/test_cart.py': 'import random\ndef test_1(): assert False, random.random()\n' };
    const chance = async (seed: number) => {
      const run = await realRun(tests, { env, request: { seed } });
      return run.result('test_1').failure?.message;
    };
    assert.equal(await chance(1), await chance(1));
    assert.notEqual(await chance(1), await chance(2));
  });

  it('keeps to the shorter of two time limits', async () => {
    const tests = (theirs: number) => ({
      'pytest.ini': `[pytest]\ntimeout = ${theirs}\n`,
      'tests/test_cart.py': 'import time\ndef test_slow(): time.sleep(600)\ndef test_last(): pass\n',
    });
    const ours = await realRun(tests(300), { env, request: { testTimeLimitMs: 600 } });
    assert.deepEqual(ours.outcomes, [
      'timed-out tests/test_cart.py::test_slow',
      'passed tests/test_cart.py::test_last',
    ]);
    const theirs = await realRun(tests(0.6), { env, request: { testTimeLimitMs: 300_000 } });
    assert.deepEqual(theirs.outcomes, ['failed tests/test_cart.py::test_slow', 'passed tests/test_cart.py::test_last']);
  });
});
