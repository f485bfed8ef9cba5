import type { Files, RealRun, RealRunOptions } from '../../../../../kit/realRun';
import { realRun } from '../../../../../kit/realRun';
import type { ScriptRunner } from './scriptRunners';

/** Runs the test files of a project that uses this runner; the files may replace its `package.json`. */
export function runScripts(runner: ScriptRunner, files: Files, options: RealRunOptions = {}): Promise<RealRun> {
  return realRun({ 'package.json': runner.project, ...files }, { prepare: runner.prepare, ...options });
}
