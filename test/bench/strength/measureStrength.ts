import path from 'node:path';
import type { Strength } from '../../../src/core/proof/mutation/strength';
import { checkStrength } from '../../../src/node/strength/checkStrength';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { must } from '../../kit/must';
import { nodePorts } from '../../kit/nodePorts';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { testSeal } from '../../kit/testSeal';
import type { Round } from '../benchRow';
import { processorTime } from '../processorTime';
import type { PeerMutant } from './compareSurvivors';
import { compareSurvivors } from './compareSurvivors';

export interface StrengthPeer {
  readonly files: Readonly<Record<string, string>>;
  /** Workspace-relative. */
  readonly code: string;
  readonly tests: string;
  /** The interpreter of the tests; absolute. */
  readonly python?: string;
  /** A whole run in a copy of the project. */
  run(workspace: TemporaryWorkspace): Promise<void>;
  /** What it found, after a run. */
  read(workspace: TemporaryWorkspace): Promise<readonly PeerMutant[]>;
}

const ROUNDS = 3;
const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');

/**
 * A whole look at the tests of one component, with us and with another tool on the same files, from the start until everything is put
 * away. Throws when the two do not agree about a fault that both put in.
 */
export async function measureStrength(peer: StrengthPeer): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const workspace = await TemporaryWorkspace.make(peer.files);
    try {
      const ours = await timed(() => look(peer, workspace.root));
      const other = await timed(() => peer.run(workspace));
      if (round === 0) {
        const words = compareSurvivors(peer.files[peer.code] ?? '', ours.value, await peer.read(workspace));
        for (const line of words) console.error(`  ${line}`);
      } else {
        const walls = { ours: ours.wall, peer: other.wall };
        const isTold = processorTime() !== undefined;
        rounds.push(isTold ? { ...walls, processor: { ours: ours.processor, peer: other.processor } } : walls);
      }
    } finally {
      await workspace.dispose();
    }
  }
  return rounds;
}

async function look({ code, tests, python }: StrengthPeer, root: string): Promise<Strength> {
  const request = { component: 'cart', code: [code], testFiles: [tests], requirements: [] };
  const preferences = python === undefined ? {} : { python };
  const place = { root, assetsDir: ASSETS, env: process.env, seal: testSeal, preferences };
  const check = { request, limitSeconds: 600, place, tell() {} };
  return must(await checkStrength(check, nodePorts(root), new AbortController().signal));
}

async function timed<T>(work: () => Promise<T>) {
  const before = processorTime() ?? 0;
  const start = performance.now();
  const value = await work();
  return { value, wall: performance.now() - start, processor: (processorTime() ?? 0) - before };
}
