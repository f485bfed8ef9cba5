import path from 'node:path';
import { runMochaTier } from '../tiers/runMochaTier';
import type { TierCounts } from '../tiers/tierCounts';
import { ensureChromium } from './chromium';
import { repositoryRoot } from './repositoryRoot';
import { ensureServerBuild } from './serverBuild';
import { packageExtension } from './vsix';

const LIMITS = { timeout: 600_000, limit: 30, bail: true };
const TRIES = 3;

/**
 * Packages the extension, makes sure of editor and browser, and runs each UI test file with mocha. On a busy machine a browser misses
 * a click, and the server build has been seen to start its extensions twice in one window: a file that fails is run again in a fresh
 * window, and that is said; what fails three times has failed. The tests of a file build on each other, so it ends with the first that
 * fails.
 */
export async function runUiTier(files: readonly string[]): Promise<TierCounts> {
  await ensureServerBuild();
  await ensureChromium();
  console.log(`  installed from ${await packageExtension()}`);
  const all: TierCounts[] = [];
  for (const file of files) {
    let counts = await runMochaTier([file], { ...LIMITS, brief: true });
    for (let tried = 1; counts.failed > 0 && tried < TRIES; tried++) {
      console.log(`  TRY ${tried + 1} of ${path.relative(repositoryRoot, file)}, in a fresh window`);
      counts = await runMochaTier([file], { ...LIMITS, brief: tried + 1 < TRIES });
    }
    all.push(counts);
  }
  const sum = (count: (of: TierCounts) => number) => all.reduce((before, each) => before + count(each), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    failures: all.flatMap(({ failures = [] }) => failures),
  };
}
