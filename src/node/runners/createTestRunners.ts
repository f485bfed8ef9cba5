import { fail, ok } from '../../core/lib/result';
import type { TestRunner, TestRunners } from '../../core/testrun/runner';
import { createNodeTestAdapter } from './nodeTest/nodeTestAdapter';
import { createPytestAdapter } from './pytest/pytestAdapter';
import type { RunnerAdapter } from './runnerAdapter';
import { superviseRun } from './superviseRun';

export interface TestRunnersOptions {
  /** The workspace folder; absolute. */
  readonly root: string;
  /** The folder with the plugins that are loaded into runners (`src/node/runners/assets`, `dist/runners`); absolute. */
  readonly assetsDir: string;
  /** The user's environment; runners get an allow-listed part of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PYTHON = /\.py$/;
const SCRIPT = /\.[cm]?[jt]s$/;

/** The runners of a workspace, by the language of the test file. Nothing is started before a runner is used. */
export function createTestRunners({ root, assetsDir, env }: TestRunnersOptions): TestRunners {
  const runnerOf = (adapter: RunnerAdapter): TestRunner => ({
    name: adapter.name,
    abilities: adapter.abilities,
    command: (request) => adapter.command(root, request),
    run: (request, signal) => superviseRun({ adapter, root, ...request }, signal),
    checkSyntax: (paths, signal) => adapter.checkSyntax(root, paths, signal),
  });
  const pytest = runnerOf(createPytestAdapter({ assetsDir, env }));
  const nodeTest = runnerOf(createNodeTestAdapter({ assetsDir, env }));
  return {
    async for(testFile) {
      if (PYTHON.test(testFile)) return ok(pytest);
      return SCRIPT.test(testFile) ? ok(nodeTest) : fail({ kind: 'runner-unknown', path: testFile });
    },
  };
}
