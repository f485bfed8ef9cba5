import { runMochaTier } from '../tiers/runMochaTier';
import type { TierCounts } from '../tiers/tierCounts';
import { ensureChromium } from './chromium';
import { ensureServerBuild } from './serverBuild';
import { packageExtension } from './vsix';

/** Packages the extension, makes sure of editor and browser, and runs UI test files with mocha. */
export async function runUiTier(files: readonly string[]): Promise<TierCounts> {
  await ensureServerBuild();
  await ensureChromium();
  console.log(`  installed from ${await packageExtension()}`);
  return runMochaTier(files, { timeout: 120_000, limit: 20 });
}
