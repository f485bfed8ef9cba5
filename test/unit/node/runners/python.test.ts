import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
        prepare: async (workspace) => {
          venv(workspace, '.venv');
          const packages = ask(
            'python3',
            'import os, pytest; print(os.path.dirname(os.path.dirname(pytest.__file__)))',
          );
          const own = ask(workspace.path('.venv/bin/python'), 'import sysconfig; print(sysconfig.get_path("purelib"))');
          await writeFile(join(own, 'shared.pth'), packages);
        },
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
