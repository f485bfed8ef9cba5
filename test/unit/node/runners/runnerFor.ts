import assert from 'node:assert/strict';
import path from 'node:path';
import type { TestRunner } from '../../../../src/core/testrun/runner';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import type { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

/** The real runner of a test file in a workspace. */
export function runnerFor(
  workspace: Pick<TemporaryWorkspace, 'root'>,
  file: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): TestRunner {
  const assetsDir = path.join(repositoryRoot, 'src/node/runners/assets');
  const runner = createTestRunners({ root: workspace.root, assetsDir, env }).for(file);
  assert.ok(runner, `no runner for ${file}`);
  return runner;
}
