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
  /** What fails is tried again: it is told in a line. */
  readonly brief?: boolean;
  /** Ends with the first failure: what follows in the file builds on it. */
  readonly bail?: boolean;
};

/** Runs test files with mocha in a process of its own. A skipped test (`it.skip`) and a lonely one (`it.only`) fail. */
export function runMochaTier(files: readonly string[], options: MochaLimits): Promise<TierCounts> {
  const mocha = path.join(repositoryRoot, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(__dirname, 'countingReporter.cjs');
  const args = ['--forbid-only', '--forbid-pending', '--reporter', reporter, '--timeout', String(options.timeout)];
  const { jobs = 1, limit, brief = false, bail = false } = options;
  const parallel = jobs > 1 ? ['--parallel', '--jobs', String(jobs)] : [];
  const switches = [...parallel, ...(bail ? ['--bail'] : []), ...args];
  return runCounted(['--import', 'tsx', mocha, ...switches, ...files], limit, {
    AGENTFORGE_BRIEF: brief ? '1' : '',
  });
}
