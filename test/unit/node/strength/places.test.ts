import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Strength } from '../../../../src/core/proof/mutation/strength';
import { tallyOf } from '../../../../src/core/proof/mutation/strength';
import { must } from '../../../kit/must';
import { strengthOf } from '../../../kit/strengthOf';

const CODE = 'def double(number):\n    return number * 2\n';

function outcomes({ mutants }: Strength): readonly string[] {
  return mutants.map(({ outcome, original }) => `${outcome.kind} ${original}`);
}

describe('where the strength of tests is looked at', () => {
  it('is with the interpreter of the project’s own environment, which is not copied', async () => {
    const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
    const files = {
      'double.py': CODE,
      'test_double.py':
        'import sys\nfrom double import double\n\n\ndef test_double():\n    assert sys.prefix.endswith(".venv")\n    assert double(3) == 6\n',
      '.venv/pyvenv.cfg': `home = ${path.dirname(python)}\ninclude-system-site-packages = true\n`,
    };
    const strength = must(
      await strengthOf(files, {
        code: ['double.py'],
        prepare: async (workspace) => {
          await mkdir(workspace.path('.venv/bin'));
          await symlink(python, workspace.path('.venv/bin/python'));
        },
      }),
    );
    assert.equal(tallyOf(strength.mutants).survived, 0);
  });

  it('takes code from the copy also where the project is installed in place', async () => {
    const asked = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';
    const [python = '', version = ''] = execFileSync('python3', ['-c', asked], { encoding: 'utf8' }).split('\n');
    const files = {
      'src/shop/__init__.py': '',
      'src/shop/double.py': CODE,
      'tests/test_double.py': 'from shop.double import double\n\n\ndef test_double():\n    assert double(3) == 6\n',
      '.venv/pyvenv.cfg': `home = ${path.dirname(python)}\ninclude-system-site-packages = true\n`,
    };
    const strength = must(
      await strengthOf(files, {
        code: ['src/shop/double.py'],
        prepare: async (workspace) => {
          await mkdir(workspace.path('.venv/bin'));
          await symlink(python, workspace.path('.venv/bin/python'));
          await workspace.write(`.venv/lib/python${version}/site-packages/shop.pth`, `${workspace.path('src')}\n`);
        },
      }),
    );
    assert.deepEqual(outcomes(strength), ['killed number * 2', 'killed *', 'killed 2']);
  });

  it('takes nothing that packages print while they load for the end of a run', async () => {
    const asked = 'import sys; print(sys.executable); print("%d.%d" % sys.version_info[:2])';
    const [python = '', version = ''] = execFileSync('python3', ['-c', asked], { encoding: 'utf8' }).split('\n');
    const strength = must(
      await strengthOf(
        {
          'double.py': CODE,
          'test_double.py': 'from double import double\n\n\ndef test_double():\n    assert double(3) == 6\n',
          '.venv/pyvenv.cfg': `home = ${path.dirname(python)}\ninclude-system-site-packages = true\n`,
        },
        {
          code: ['double.py'],
          prepare: async (workspace) => {
            await mkdir(workspace.path('.venv/bin'));
            await symlink(python, workspace.path('.venv/bin/python'));
            await workspace.write(`.venv/lib/python${version}/site-packages/loud.pth`, 'import sys; print("hello")\n');
          },
        },
      ),
    );
    assert.deepEqual(outcomes(strength), ['killed number * 2', 'killed *', 'killed 2']);
  });

  it('leads links of the project into the copy, also those that go out of it and come back', async () => {
    const files = {
      'package.json': '{"type": "module"}\n',
      'lib/double.js': 'export const double = (number) => number * 2;\n',
      'double.test.js': `import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { double } from './lib/double.js';
test('doubles', () => {
  writeFileSync('linked/left.txt', 'by a test');
  assert.equal(double(3), 6);
});
`,
    };
    const strength = must(
      await strengthOf(files, {
        code: ['lib/double.js'],
        prepare: async (workspace) => {
          const up = workspace.root.split(path.sep).slice(1).fill('..').join('/');
          await symlink(`${up}${workspace.path('lib')}`, workspace.path('linked'));
          execFileSync('git', ['init', '--quiet', workspace.root]);
        },
      }),
    );
    assert.deepEqual(outcomes(strength), ['killed number * 2', 'killed *', 'killed 2']);
  });

  it('has parts of a project that are packages of it from the copy, so that faults in them are seen', async () => {
    const files = {
      'package.json': '{"private": true, "workspaces": ["packages/*"]}\n',
      'packages/a/package.json': '{"name": "@shop/a", "type": "module"}\n',
      'packages/a/test/double.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { double } from '@shop/b';
test('doubles', () => assert.equal(double(3), 6));
`,
      'packages/b/package.json': '{"name": "@shop/b", "type": "module", "exports": "./index.js"}\n',
      'packages/b/index.js': 'export const double = (number) => number * 2;\n',
    };
    const strength = must(
      await strengthOf(files, {
        prepare: async (workspace) => {
          await mkdir(workspace.path('node_modules/@shop'), { recursive: true });
          await symlink('../../packages/b', workspace.path('node_modules/@shop/b'));
        },
      }),
    );
    assert.deepEqual(outcomes(strength), ['killed number * 2', 'killed *', 'killed 2']);
  });

  it('leaves no process behind of tests that hang in a fault, or that start programs', async () => {
    const files = {
      'count.py': 'def count(number):\n    while number > 0:\n        number -= 1\n    return number\n',
      'test_count.py': `import subprocess
import sys
from count import count


def test_count():
    sleep = [sys.executable, "-c", "import time; time.sleep(300)"]
    subprocess.Popen(sleep)
    subprocess.Popen(sleep, start_new_session=True)
    assert count(3) == 0
`,
    };
    const strength = must(await strengthOf(files));
    assert.ok(outcomes(strength).includes('timed-out number -= 1'), outcomes(strength).join('\n'));
  });
});
