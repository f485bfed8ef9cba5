import path from 'node:path';
import { MissingTool } from '../editor/missingTool';
import { ensurePytest } from '../editor/python';
import { ensureRunnerTools } from '../runnerTools/runnerTools';
import type { Tier } from './tier';
import type { TierCounts } from './tierCounts';

/** What came of one tier; `seconds` it took. */
export type TierOutcome = TierCounts & { readonly name: string; readonly seconds: number };

/** Runs tiers one after the other, each under its heading; one that cannot run is a failure that says why. */
export async function runTiers(tiers: readonly Tier[]): Promise<readonly TierOutcome[]> {
  const outcomes: TierOutcome[] = [];
  for (const tier of tiers) {
    console.log(`\n── ${tier.name} ${'─'.repeat(70 - tier.name.length)}`);
    const started = performance.now();
    const buildFailed = outcomes.some(({ name, failed }) => name === 'build' && failed > 0);
    const counts = await runTier(tier, buildFailed);
    const seconds = (performance.now() - started) / 1000;
    console.log(`  ${tier.name}: ${counts.failed === 0 ? 'good' : 'FAILED'} after ${seconds.toFixed(1)} s`);
    outcomes.push({ name: tier.name, ...counts, seconds });
  }
  return outcomes;
}

async function runTier(tier: Tier, buildFailed: boolean): Promise<TierCounts> {
  try {
    if (tier.needsBuild && buildFailed)
      throw new MissingTool('dist/ is missing or old: the build failed.', 'node esbuild.mjs');
    if (tier.needsPytest) await putPytestOnPath();
    if (tier.needsRunnerTools) await ensureRunnerTools();
    return await tier.run();
  } catch (error) {
    console.log(error instanceof Error ? `  ${error.message}` : error);
    return { passed: 0, failed: 1 };
  }
}

async function putPytestOnPath(): Promise<void> {
  const folder = await ensurePytest();
  if (folder !== undefined) process.env['PATH'] = `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`;
}
