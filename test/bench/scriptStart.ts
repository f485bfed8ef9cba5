import path from 'node:path';
import { childEnvironment } from '../../src/node/childEnvironment';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { runProcess } from '../kit/editor/runProcess';
import { must } from '../kit/must';
import type { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { Round } from './benchRow';

const ROUNDS = 20;

export interface ScriptStart {
  readonly workspace: TemporaryWorkspace;
  /** Workspace-relative. */
  readonly file: string;
  /** How many tests it has; all of them pass. */
  readonly tests: number;
  /** The arguments of `node` for the same run without us. */
  readonly bare: readonly string[];
}

/** The same tests in the same folder with the same Node, in turns; the first round warms up. */
export async function measureScriptStart(start: ScriptStart): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    rounds.push({ ours: await time(() => runWithAdapter(start)), peer: await time(() => runBare(start)) });
  }
  return rounds.slice(1);
}

async function runWithAdapter({ workspace, file, tests }: ScriptStart): Promise<void> {
  const assetsDir = path.join(repositoryRoot, 'src/node/runners/assets');
  const runner = must(await createTestRunners({ root: workspace.root, assetsDir, env: process.env }).for(file));
  let passed = 0;
  for await (const event of runner.run({ files: [file], timeLimitMs: 60_000 }, new AbortController().signal)) {
    if (event.kind === 'test' && event.result.outcome === 'passed') passed += 1;
  }
  if (passed !== tests) throw new Error(`${passed} tests passed`);
}

async function runBare({ workspace, bare }: ScriptStart): Promise<void> {
  // In the same environment: some variables make each start of Node slower.
  const { code, output } = await runProcess('node', bare, { cwd: workspace.root, env: childEnvironment(process.env) });
  if (code !== 0) throw new Error(output);
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
