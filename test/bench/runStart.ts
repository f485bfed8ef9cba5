import path from 'node:path';
import { childEnvironment } from '../../src/node/childEnvironment';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { runProcess } from '../kit/editor/runProcess';
import { must } from '../kit/must';
import type { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { Round } from './benchRow';
import { processorTime } from './processorTime';
import { spreadOf } from './spread';

const ROUNDS = 8;
const PAIRS = 5;

export interface RunStart {
  readonly workspace: TemporaryWorkspace;
  /** Workspace-relative. */
  readonly file: string;
  /** How many tests it has; all of them pass. */
  readonly tests: number;
  /** The command that a person types for the same tests: the program's absolute path or its name on PATH, its arguments. */
  readonly bare: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * A short run of tests with us, from the detection of its runner until everything is put away, against the bare command in the
 * same folder and environment. Each round has pairs of both, the one first and then the other; the first round warms up.
 */
export async function measureRunStart(start: RunStart): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) rounds.push(await measureRound(start));
  return rounds.slice(1);
}

async function measureRound(start: RunStart): Promise<Round> {
  const ours = new Stopwatch(() => runWithAdapter(start));
  const peer = new Stopwatch(() => runBare(start));
  for (let pair = 0; pair < PAIRS; pair++) {
    for (const each of pair % 2 === 0 ? [ours, peer] : [peer, ours]) await each.run();
  }
  const walls = { ours: spreadOf(ours.walls).median, peer: spreadOf(peer.walls).median };
  if (processorTime() === undefined) return walls;
  return { ...walls, processor: { ours: ours.processor / PAIRS, peer: peer.processor / PAIRS } };
}

class Stopwatch {
  readonly walls: number[] = [];
  /** Of all runs together. */
  processor = 0;

  constructor(private readonly work: () => Promise<void>) {}

  async run(): Promise<void> {
    const before = processorTime() ?? 0;
    const start = performance.now();
    await this.work();
    this.walls.push(performance.now() - start);
    this.processor += (processorTime() ?? 0) - before;
  }
}

async function runWithAdapter({ workspace, file, tests, env = process.env }: RunStart): Promise<void> {
  const assetsDir = path.join(repositoryRoot, 'src/node/runners/assets');
  const runner = must(await createTestRunners({ root: workspace.root, assetsDir, env }).for(file));
  let passed = 0;
  for await (const event of runner.run({ files: [file], timeLimitMs: 60_000 }, new AbortController().signal)) {
    if (event.kind === 'test' && event.result.outcome === 'passed') passed += 1;
  }
  if (passed !== tests) throw new Error(`${passed} tests passed`);
}

async function runBare({ workspace, bare, env = process.env }: RunStart): Promise<void> {
  const [command, ...args] = bare;
  // In the same environment: some variables make each start of Node slower.
  const { code, output } = await runProcess(command, args, { cwd: workspace.root, env: childEnvironment(env) });
  if (code !== 0) throw new Error(output);
}
