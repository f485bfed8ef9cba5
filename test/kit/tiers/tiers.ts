import { findTests } from './findTests';
import { runCommand } from './runCommand';
import { runCounted } from './runCounted';
import type { MochaLimits } from './runMochaTier';
import { runMochaTier } from './runMochaTier';
import type { Tier } from './tier';
import type { TierCounts } from './tierCounts';

/** All tiers in the order they run: what fails fastest first. */
export const tiers: readonly Tier[] = [
  { name: 'types', quick: true, run: () => check(['npx', 'tsc', '-p', '.'], ['npx', 'tsc', '-p', 'src/core']) },
  { name: 'lint', quick: true, run: () => check(['npx', 'biome', 'check', '--error-on-warnings']) },
  { name: 'build', quick: true, run: () => check([process.execPath, 'esbuild.mjs']) },
  { name: 'rules', quick: true, run: () => mocha('test/rules') },
  {
    name: 'unit',
    quick: true,
    needsPytest: true,
    needsRunnerTools: true,
    run: () => mocha('test/unit', isSoak() ? SOAK : TWO_AT_ONCE),
  },
  { name: 'golden', run: () => mocha('test/golden') },
  { name: 'oracle', needsPytest: true, run: () => mocha('test/oracle', { timeout: 480_000, limit: 90 }) },
  { name: 'cli', needsBuild: true, needsPytest: true, run: () => mocha('test/cli', TWO_AT_ONCE) },
  { name: 'host', needsBuild: true, needsPytest: true, run: () => runCounted(['test/host/run.mjs'], 90) },
  { name: 'ui', needsBuild: true, needsPytest: true, run: () => runCounted(['test/ui/run.mjs'], 150) },
];

const ORDINARY = { timeout: 180_000, limit: 90 };
/** For the long versions of the tests. */
const SOAK = { timeout: 3_600_000, limit: 180 };
/** Much of the time of these tests is waiting for programs that they start. */
const TWO_AT_ONCE = { ...ORDINARY, jobs: 2 };

async function mocha(folder: string, limits: MochaLimits = ORDINARY): Promise<TierCounts> {
  return runMochaTier(findTests(folder), limits);
}

function isSoak(): boolean {
  return process.env['AGENTFORGE_SOAK'] === '1';
}

/** Runs commands that hold or fail as a whole, the later ones also when an earlier one failed. */
async function check(...commands: readonly (readonly [string, ...string[]])[]): Promise<TierCounts> {
  let failed = 0;
  for (const [command, ...args] of commands) {
    if ((await runCommand(command, args, { limit: 5 })) !== 0) failed += 1;
  }
  return { passed: 0, failed };
}
