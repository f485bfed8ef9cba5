import type { TestRunner, TestRunners } from '../../core/testrun/runner';
import type { Environment } from '../project';
import { NodeTestRunner } from './nodeTest';
import { PytestRunner } from './pytest';

/** What an adapter needs to know of its project. */
export interface RunnerContext {
  /** Absolute folder of the workspace. */
  readonly root: string;
  /** Absolute folder of the plugins that are shipped with the product. */
  readonly assetsDir: string;
  /** Our own environment; a child gets only the allowed part of it. */
  readonly env: Environment;
}

/** The adapters of a project, chosen by the language of the test file. */
export function createTestRunners(context: RunnerContext): TestRunners {
  const pytest = new PytestRunner(context);
  const node = new NodeTestRunner(context);
  return {
    for(testFile): TestRunner | undefined {
      if (testFile.endsWith('.py')) return pytest;
      return /\.[cm]?js$/.test(testFile) ? node : undefined;
    },
  };
}
