import path from 'node:path';
import { repositoryRoot } from '../editor/repositoryRoot';
import { runCounted } from './runCounted';
import type { TierCounts } from './tierCounts';

export type MochaLimits = {
  /** Milliseconds for one test. */
  readonly timeout: number;
  /** Minutes for all of them. */
  readonly limit: number;
  /** Files that run at once, each in a process that runs one after the other. Default 1. */
  readonly jobs?: number;
};

/** Runs test files with mocha in a process of its own. A skipped test (`it.skip`) and a lonely one (`it.only`) fail. */
export function runMochaTier(files: readonly string[], options: MochaLimits): Promise<TierCounts> {
  const mocha = path.join(repositoryRoot, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(__dirname, 'countingReporter.cjs');
  const args = ['--forbid-only', '--forbid-pending', '--reporter', reporter, '--timeout', String(options.timeout)];
  const { jobs = 1, limit } = options;
  const parallel = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
  return runCounted(['--import', 'tsx', mocha, ...parallel, ...args, ...files], limit);
}
