import path from 'node:path';
import { ensurePytest } from '../../kit/editor/python';
import { runProcess } from '../../kit/editor/runProcess';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureRunStart } from '../runStart';

const FILE = 'tests/test_cart.py';

export const name = 'pytest, a file of ten tests';
export const peer = `python3 -m pytest ${FILE}`;
export const unit = 'ms';

const TESTS = Array.from({ length: 10 }, (_, test) => `def test_${test}():\n    assert total([${test}]) == ${test}\n`);

export async function run(): Promise<readonly Round[]> {
  const folder = await ensurePytest();
  const usual = { ...process.env, PATH: [folder, process.env['PATH']].filter(Boolean).join(path.delimiter) };
  const python = await interpreter(usual);
  const env = { ...usual, PATH: [path.dirname(python), usual.PATH].join(path.delimiter) };
  const workspace = await TemporaryWorkspace.make({
    'pytest.ini': '[pytest]\n',
    'cart.py': 'def total(prices):\n    return sum(prices)\n',
    [FILE]: `from cart import total\n\n${TESTS.join('\n')}`,
  });
  try {
    const bare = [python, '-m', 'pytest', FILE] as const;
    return await measureRunStart({ workspace, file: FILE, tests: TESTS.length, bare, env });
  } finally {
    await workspace.dispose();
  }
}

/** Not the shim of a version manager, whose own time would make the ratio better. */
async function interpreter(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await runProcess('python3', ['-c', 'import sys; print(sys.executable)'], { env });
  if (code !== 0) throw new Error(`no python3 on PATH:\n${output}`);
  return output.trim();
}
