import path from 'node:path';
import type { TestRunner } from '../../../../src/core/testrun/runner';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { must } from '../../../kit/must';
import type { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

/** The real runner of a test file in a workspace. */
export async function runnerFor(
  workspace: Pick<TemporaryWorkspace, 'root'>,
  file: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<TestRunner> {
  const assetsDir = path.join(repositoryRoot, 'src/node/runners/assets');
  return must(await createTestRunners({ root: workspace.root, assetsDir, env }).for(file));
}
