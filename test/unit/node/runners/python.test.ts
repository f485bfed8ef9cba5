import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files, RealRun } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { runnerFor } from './runnerFor';

describe('Python', () => {
  describe('the interpreter', () => {
    const file = 'app/tests/test_a.py';
    const test = {
      [file]: 'import sys, os\ndef test_where(): assert False, sys.prefix + "|" + os.environ.get("VIRTUAL_ENV", "")\n',
    };

    const venv = (workspace: TemporaryWorkspace, folder: string) =>
      execFileSync('python3', ['-m', 'venv', '--without-pip', workspace.path(folder)]);
    const ask = (python: string, code: string) => execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim();
    /** One that has the packages of the usual python3, and so pytest. */
    const venvWithPytest = async (workspace: TemporaryWorkspace, folder: string): Promise<void> => {
      venv(workspace, folder);
      const packages = ask('python3', 'import os, pytest; print(os.path.dirname(os.path.dirname(pytest.__file__)))');
      const own = ask(workspace.path(`${folder}/bin/python`), 'import sysconfig; print(sysconfig.get_path("purelib"))');
      await writeFile(join(own, 'shared.pth'), packages);
    };
    /** Where the tests ran: `sys.prefix|VIRTUAL_ENV`. */
    const whereRan = ({ report }: RealRun): string => report.tests[0]?.failure?.message ?? JSON.stringify(report.end);
    const withoutPytest = { kind: 'runner-missing', runner: 'pytest', detail: 'pytest is not installed' } as const;

    it('is that of the nearest virtual environment, which is told when it has no pytest', async () => {
      const { report } = await realRun(test, {
        prepare: async (workspace) => {
          await mkdir(workspace.path('.venv'));
          venv(workspace, 'app/venv');
        },
      });
      assert.deepEqual(report.end, {
        kind: 'not-started',
        problem: {
          ...{ kind: 'runner-missing', runner: 'pytest', detail: 'pytest is not installed' },
          install: 'app/venv/bin/python -m pip install pytest',
        },
      });
      assert.equal(report.command, 'app/venv/bin/python -m pytest app/tests/test_a.py');
    });

    it('runs as if the environment were activated', async () => {
      const { report } = await realRun(test, {
        prepare: (workspace) => venvWithPytest(workspace, '.venv'),
      });
      assert.equal(report.command, `.venv/bin/python -m pytest ${file}`);
      assert.equal(report.tests[0]?.outcome, 'failed');
      assert.match(report.tests[0]?.failure?.message ?? '', /\.venv\|.*\.venv$/m);
    });

    it('of a broken environment is not replaced in silence', async () => {
      const { report } = await realRun(
        { ...test, '.venv/pyvenv.cfg': 'home = /gone\n' },
        {
          prepare: async (workspace) => {
            await mkdir(workspace.path('.venv/bin'));
            await symlink('/gone/python3', workspace.path('.venv/bin/python'));
          },
        },
      );
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.match(report.end.problem.detail, /\.venv has no working Python/);
      assert.match(report.end.problem.install, /^python3 -m venv --clear \.venv && /);
    });

    it('that the user chose is used, whatever the project has', async () => {
      const workspace = await TemporaryWorkspace.make();
      try {
        await venvWithPytest(workspace, 'mine');
        const python = workspace.path('mine/bin/python');
        const run = await realRun(test, {
          preferences: { python },
          prepare: (project) => venvWithPytest(project, '.venv'),
        });
        assert.equal(run.report.command, `${python} -m pytest ${file}`);
        assert.match(whereRan(run), /\/mine\|.*\/mine$/m);
      } finally {
        await workspace.dispose();
      }
    });

    it('that the user chose is never replaced by another', async () => {
      for (const python of ['/gone/python', 'bin/python']) {
        const { report } = await realRun(test, {
          preferences: { python },
          prepare: (workspace) => workspace.write('bin/python', '#!/bin/sh\nexit 9\n', 0o755),
        });
        assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
        assert.match(report.end.problem.detail, new RegExp(`chosen Python interpreter ${python} `));
      }
    });

    for (const [title, variable, marker, told] of [
      ['an active virtual environment', 'VIRTUAL_ENV', undefined, /elsewhere\/env\|.*elsewhere\/env$/m],
      ['an active conda environment', 'CONDA_PREFIX', 'conda-meta/history', /\|$/m],
    ] as const) {
      it(`is that of ${title} when the project has none`, async () => {
        const workspace = await TemporaryWorkspace.make();
        try {
          await venvWithPytest(workspace, 'elsewhere/env');
          if (marker !== undefined) {
            await workspace.write(`elsewhere/env/${marker}`, '');
            await rename(workspace.path('elsewhere/env/pyvenv.cfg'), workspace.path('elsewhere/env/pyvenv.old'));
          }
          const active = workspace.path('elsewhere/env');
          const options = { env: { ...process.env, [variable]: active } };
          const run = await realRun(test, options);
          assert.equal(run.report.command, `${active}/bin/python -m pytest ${file}`);
          assert.match(whereRan(run), told);
          const own = await realRun(test, { ...options, prepare: (project) => venvWithPytest(project, '.venv') });
          assert.equal(own.report.command, `.venv/bin/python -m pytest ${file}`);
        } finally {
          await workspace.dispose();
        }
      });
    }

    it('is that of the environment that poetry keeps elsewhere', async () => {
      const workspace = await TemporaryWorkspace.make();
      try {
        await venvWithPytest(workspace, 'cache/app-x1');
        const answer = `#!/bin/sh\n[ "$*" = "env info -p" ] && pwd >&2 && echo ${workspace.path('cache/app-x1')}\n`;
        await workspace.write('bin/poetry', answer, 0o755);
        const env = { ...process.env, PATH: `${workspace.path('bin')}:${process.env['PATH']}` };
        const project = { ...test, 'app/pyproject.toml': '[tool.poetry]\nname = "app"\n' };
        const run = await realRun(project, { env });
        assert.equal(run.report.command, 'cd app && poetry run python -m pytest tests/test_a.py');
        assert.match(whereRan(run), /app-x1\|.*app-x1$/m);
      } finally {
        await workspace.dispose();
      }
    });

    it('lacks pytest: how it is installed is said in the way of the tool that manages the project', async () => {
      const installs: readonly (readonly [string, Files, string])[] = [
        ['.venv', { 'uv.lock': '' }, 'uv add --dev pytest'],
        ['app/.venv', { 'app/uv.lock': '' }, 'cd app && uv add --dev pytest'],
        ['.venv', { 'poetry.lock': '' }, 'poetry add --group dev pytest'],
        ['.venv', { 'app/pyproject.toml': '[tool.poetry]\n' }, 'cd app && poetry add --group dev pytest'],
        ['venv', { 'pyproject.toml': '[tool.ruff]\n' }, 'venv/bin/python -m pip install pytest'],
      ];
      for (const [folder, files, install] of installs) {
        const { report } = await realRun(
          { ...test, ...files },
          {
            prepare: async (workspace) => {
              await mkdir(dirname(workspace.path(folder)), { recursive: true });
              venv(workspace, folder);
            },
          },
        );
        assert.deepEqual(report.end, { kind: 'not-started', problem: { ...withoutPytest, install } });
      }
    });

    it('lacks pytest and pip, as uv and conda make them: their own way is said', async () => {
      const ofUv = await realRun(test, {
        prepare: async (workspace) => {
          venv(workspace, '.venv');
          await appendFile(workspace.path('.venv/pyvenv.cfg'), 'uv = 0.9.1\n');
        },
      });
      const install = 'uv pip install --python .venv/bin/python pytest';
      assert.deepEqual(ofUv.report.end, { kind: 'not-started', problem: { ...withoutPytest, install } });
      const workspace = await TemporaryWorkspace.make({ 'env/conda-meta/history': '' });
      try {
        const active = workspace.path('env');
        await workspace.write('env/bin/python', '#!/bin/sh\necho "No module named pytest"\nexit 1\n', 0o755);
        const ofConda = await realRun(test, { env: { ...process.env, CONDA_PREFIX: active } });
        const problem = { ...withoutPytest, install: `conda install --prefix ${active} pytest` };
        assert.deepEqual(ofConda.report.end, { kind: 'not-started', problem });
      } finally {
        await workspace.dispose();
      }
    });

    it('that is nowhere is named, with what installs it; none that lies in the project is taken from PATH', async () => {
      const { report } = await realRun(test, {
        env: { PATH: 'bin:.:/nowhere' },
        prepare: (workspace) => workspace.write('bin/python3', '#!/bin/sh\nexit 9\n', 0o755),
      });
      assert.ok(report.end.kind === 'not-started' && report.end.problem.kind === 'runner-missing');
      assert.match(report.end.problem.detail, /no python3 on PATH/);
      assert.match(report.end.problem.install, /python3 -m pip install pytest/);
    });
  });

  describe('syntax', () => {
    let workspace: TemporaryWorkspace;

    afterEach(() => workspace.dispose());

    it('is judged by Python on the real bytes, without running or writing anything', async () => {
      workspace = await TemporaryWorkspace.make({
        'good.py': 'raise SystemExit(1)\n',
        'latin.py': Buffer.concat([
          Buffer.from('# -*- coding: latin-1 -*-\nx = "'),
          Buffer.from([0xe9]),
          Buffer.from('"\n'),
        ]),
        'not_utf8.py': Buffer.from([0x78, 0x3d, 0x22, 0xe9, 0x22, 0x0a]),
        'bad.py': 'def f(:\n    pass\n',
        'outside.py': 'x = 1\nreturn x\n',
        'zero.py': Buffer.from([0x78, 0x00, 0x0a]),
        'odd escape.py': 'x = "\\d"\n',
        'notes.md': 'not (python',
      });
      const before = await workspace.snapshot();
      const paths = [
        'good.py',
        'latin.py',
        'not_utf8.py',
        'bad.py',
        'outside.py',
        'zero.py',
        'odd escape.py',
        'gone.py',
        'notes.md',
      ];
      const checks = await (await runnerFor(workspace, 'test_a.py')).checkSyntax(paths, new AbortController().signal);
      const errors = Object.fromEntries(checks.map(({ path, error }) => [path, error]));
      assert.deepEqual(Object.keys(errors), paths.slice(0, -1));
      assert.deepEqual(
        [errors['good.py'], errors['latin.py'], errors['odd escape.py']],
        [undefined, undefined, undefined],
      );
      assert.match(errors['not_utf8.py'] ?? '', /^SyntaxError: .*(utf-8|unicode)/);
      assert.match(errors['bad.py'] ?? '', /^SyntaxError: .* \(line 1\)$/);
      assert.match(errors['outside.py'] ?? '', /^SyntaxError: 'return' outside function \(line 2\)$/);
      assert.match(errors['zero.py'] ?? '', /null bytes/);
      assert.equal(errors['gone.py'], 'No such file or directory');
      assert.deepEqual(await workspace.snapshot(), before);
    });

    it('is not checked once cancelled, and never taken for right without Python', async () => {
      workspace = await TemporaryWorkspace.make({ 'a.py': 'x = 1\n' });
      assert.deepEqual(await (await runnerFor(workspace, 'a.py')).checkSyntax(['a.py'], AbortSignal.abort()), []);
      const [check] = await (await runnerFor(workspace, 'a.py', {})).checkSyntax(
        ['a.py'],
        new AbortController().signal,
      );
      assert.match(check?.error ?? '', /not checked/);
    });
  });
});
