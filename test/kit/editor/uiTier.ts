import path from 'node:path';
import { runMochaTier } from '../tiers/runMochaTier';
import type { TierCounts } from '../tiers/tierCounts';
import { ensureChromium } from './chromium';
import { repositoryRoot } from './repositoryRoot';
import { ensureServerBuild } from './serverBuild';
import { packageExtension } from './vsix';

const LIMITS = { timeout: 120_000, limit: 10 };

/**
 * Packages the extension, makes sure of editor and browser, and runs each UI test file with mocha. A busy machine can make a
 * browser miss a click: a file that fails is run once more, in a fresh window, and that is said; what fails twice has failed.
 */
export async function runUiTier(files: readonly string[]): Promise<TierCounts> {
  await ensureServerBuild();
  await ensureChromium();
  console.log(`  installed from ${await packageExtension()}`);
  let [passed, failed] = [0, 0];
  for (const file of files) {
    let counts = await runMochaTier([file], LIMITS);
    if (counts.failed > 0) {
      console.log(`  SECOND TRY of ${path.relative(repositoryRoot, file)}, in a fresh window`);
      counts = await runMochaTier([file], LIMITS);
    }
    passed += counts.passed;
    failed += counts.failed;
  }
  return { passed, failed };
}
