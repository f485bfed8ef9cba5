import { writeFile } from 'node:fs/promises';
import { MissingTool } from '../editor/missingTool';
import type { TierCounts } from './tierCounts';

/**
 * Runs a tier as a process: hands the counts to `npm test` through the file named by AGENTFORGE_COUNTS and exits with 1
 * when a test failed or the tier could not run.
 */
export async function runTierMain(run: () => Promise<TierCounts>): Promise<void> {
  try {
    const counts = await run();
    const file = process.env['AGENTFORGE_COUNTS'];
    if (file !== undefined) await writeFile(file, JSON.stringify(counts));
    process.exitCode = counts.failed > 0 ? 1 : 0;
  } catch (error) {
    console.log(error instanceof MissingTool ? `  ${error.message}` : error);
    process.exitCode = 1;
  }
}
