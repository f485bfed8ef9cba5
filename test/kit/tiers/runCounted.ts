import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '../editor/scratchFolder';
import { runCommand } from './runCommand';
import type { TierCounts } from './tierCounts';

/**
 * Runs a Node program that writes its counts to the file named by AGENTFORGE_COUNTS. A program that ends without counts
 * (it could not load a file, it was killed), or that fails without a failed test, counts as one failure.
 * @param limit minutes
 */
export async function runCounted(
  args: readonly string[],
  limit: number,
  env: Readonly<Record<string, string>> = {},
): Promise<TierCounts> {
  const { folder, remove } = await scratchFolder('counts');
  const file = path.join(folder, 'counts.json');
  try {
    const code = await runCommand(process.execPath, args, { env: { ...env, AGENTFORGE_COUNTS: file }, limit });
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{"passed":0,"failed":0}';
      throw error;
    });
    const counts = JSON.parse(text) as TierCounts;
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await remove();
  }
}
