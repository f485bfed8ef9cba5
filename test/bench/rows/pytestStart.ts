import path from 'node:path';
import { createTestRunners } from '../../../src/node/runners/createTestRunners';
import { findExecutable } from '../../../src/node/runners/findExecutable';
import { ensurePytest } from '../../kit/editor/python';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { runProcess } from '../../kit/editor/runProcess';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';

export const name = 'pytest run, ten tests';
export const peer = 'the bare python3 -m pytest';
export const unit = 'ms';

const ROUNDS = 20;
const FILE = 'tests/test_cart.py';
const TESTS = Array.from({ length: 10 }, (_, test) => `def test_${test}():\n    assert total([${test}]) == ${test}\n`);

/** The same tests in the same folder with the same interpreter, in turns; the first round warms up. */
export async function run(): Promise<readonly Round[]> {
  const folder = await ensurePytest();
  const env = { ...process.env, PATH: [folder, process.env['PATH']].filter(Boolean).join(path.delimiter) };
  const python = await findExecutable('python3', env);
  if (python === undefined) throw new Error('no python3 on PATH');
  const workspace = await TemporaryWorkspace.make({
    'pytest.ini': '[pytest]\n',
    'cart.py': 'def total(prices):\n    return sum(prices)\n',
    [FILE]: `from cart import total\n\n${TESTS.join('\n')}`,
  });
  try {
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await time(() => runWithAdapter(workspace.root, env));
      rounds.push({ ours, peer: await time(() => runBare(workspace.root, env, python)) });
    }
    return rounds.slice(1);
  } finally {
    await workspace.dispose();
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

async function runWithAdapter(root: string, env: Environment): Promise<void> {
  const assetsDir = path.join(repositoryRoot, 'src/node/runners/assets');
  const runner = must(await createTestRunners({ root, assetsDir, env }).for(FILE));
  let passed = 0;
  for await (const event of runner.run({ files: [FILE], timeLimitMs: 60_000 }, new AbortController().signal)) {
    if (event.kind === 'test' && event.result.outcome === 'passed') passed += 1;
  }
  if (passed !== TESTS.length) throw new Error(`${passed} tests passed`);
}

async function runBare(root: string, env: Environment, python: string): Promise<void> {
  const { code, output } = await runProcess(python, ['-m', 'pytest', FILE], { cwd: root, env: { ...env } });
  if (code !== 0) throw new Error(output);
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
