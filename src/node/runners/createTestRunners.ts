import { fail, ok } from '../../core/lib/result';
import type { TestRunner, TestRunners } from '../../core/testrun/runner';
import type { startProcess } from '../processes';
import { createCargoTestAdapter } from './cargo/cargoTestAdapter';
import { createNextestAdapter } from './cargo/nextestAdapter';
import { detectRunner } from './detectRunner';
import { createDotnetAdapter } from './dotnet/dotnetAdapter';
import { createGoAdapter } from './go/goAdapter';
import { createJestAdapter } from './jest/jestAdapter';
import { GRADLE } from './jvm/gradle';
import { createJvmAdapter } from './jvm/jvmAdapter';
import { MAVEN } from './jvm/maven';
import { createMochaAdapter } from './mocha/mochaAdapter';
import { createNodeTestAdapter } from './nodeTest/nodeTestAdapter';
import { createPytestAdapter } from './pytest/pytestAdapter';
import type { RunnerAdapter } from './runnerAdapter';
import type { DetectedRunner, RunnerName, RunnerPreferences } from './runnerName';
import { RUNNER_NAMES } from './runnerName';
import { superviseRun } from './superviseRun';
import { createVitestAdapter } from './vitest/vitestAdapter';

export interface TestRunnersOptions {
  /** The workspace folder; absolute. */
  readonly root: string;
  /** The folder with the plugins that are loaded into runners (`src/node/runners/assets`, `dist/runners`); absolute. */
  readonly assetsDir: string;
  /** The user's environment; runners get an allow-listed part of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asked for each test file, so that a changed setting holds at once. */
  readonly preferences?: (testFile: string) => Promise<RunnerPreferences>;
  /** What starts runners; each as a process of its own when left away. */
  readonly start?: typeof startProcess;
}

/** The runners of a workspace, found anew for each test file. Nothing is started before a runner is used. */
export function createTestRunners(options: TestRunnersOptions): TestRunners {
  const { root, assetsDir, env, start } = options;
  const runnerOf = async (adapter: RunnerAdapter, { why }: DetectedRunner): Promise<TestRunner> => ({
    name: adapter.name,
    why,
    abilities: (await adapter.abilitiesHere?.()) ?? adapter.abilities,
    command: (request) => adapter.command(root, request),
    run: (request, signal) =>
      superviseRun({ adapter, root, why, ...request, ...(start === undefined ? {} : { start }) }, signal),
    checkSyntax: (paths, signal) => adapter.checkSyntax(root, paths, signal),
  });
  return {
    async for(testFile) {
      const preferences = (await options.preferences?.(testFile)) ?? {};
      const detected = await detectRunner({ root, testFile, preferred: preferences.runner });
      if (detected === undefined) return fail({ kind: 'runner-unknown', path: testFile, known: RUNNER_NAMES });
      const adapter = createAdapter(detected.name, { assetsDir, env, ...preferences });
      return ok(await runnerOf(adapter, detected));
    },
  };
}

interface AdapterParts extends Pick<TestRunnersOptions, 'assetsDir' | 'env'> {
  readonly python?: string | undefined;
  readonly copyOf?: string | undefined;
}

function createAdapter(name: RunnerName, { assetsDir, env, python, copyOf }: AdapterParts): RunnerAdapter {
  switch (name) {
    case 'pytest':
      return createPytestAdapter({ assetsDir, env, python, copyOf });
    case 'node:test':
      return createNodeTestAdapter({ assetsDir, env });
    case 'mocha':
      return createMochaAdapter({ assetsDir, env });
    case 'vitest':
      return createVitestAdapter({ assetsDir, env });
    case 'jest':
      return createJestAdapter({ assetsDir, env });
    case 'go test':
      return createGoAdapter({ env });
    case 'cargo test':
      return createCargoTestAdapter({ env });
    case 'cargo nextest':
      return createNextestAdapter({ env });
    case 'maven':
      return createJvmAdapter(MAVEN, { env });
    case 'gradle':
      return createJvmAdapter(GRADLE, { env });
    case 'dotnet test':
      return createDotnetAdapter({ env });
  }
}
