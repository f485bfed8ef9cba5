import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { listFiles } from '../../src/node/codebase/listFiles';
import type { Round } from './benchRow';
import { largeRepository } from './largeRepository';
import { millisecondsOf } from './manyFiles';

const git = promisify(execFile);
const ROUNDS = 15;

export const GIT_LISTING = 'git ls-files -co --exclude-standard -z';

/** The list of a repository's files as the product takes it, against git's own. They take turns at being first; the first round warms up. */
export async function measureListing(files: number): Promise<readonly Round[]> {
  const repository = await largeRepository(files);
  const root = repository.folder;
  try {
    const ours = () => millisecondsOf(() => listFiles(root, process.env, Number.MAX_SAFE_INTEGER));
    const peer = () =>
      millisecondsOf(() => git('git', GIT_LISTING.split(' ').slice(1), { cwd: root, maxBuffer: 1 << 28 }));
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      if (round % 2 === 0) rounds.push({ ours: await ours(), peer: await peer() });
      else rounds.push({ peer: await peer(), ours: await ours() });
    }
    return rounds.slice(1);
  } finally {
    await repository.remove();
  }
}
