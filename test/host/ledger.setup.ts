import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';

/** The bundled sample, whose cart somebody took to GREEN in the terminal. */
export async function setup(workspace: string): Promise<HostSetup> {
  await cp(path.join(repositoryRoot, 'media/sample'), workspace, { recursive: true });
  const cli = new CliRunner(workspace);
  for (const phase of ['red', 'green']) {
    const about = ['--spec', 'specs/shop.yaml', '--component', 'cart', '--provider', 'recorded', '--yes'];
    const { code, stdout, stderr } = await cli.run(['tdflow', phase, ...about]);
    assert.equal(code, 0, stdout + stderr);
  }
  return {};
}
