import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';

const GREEN = '.agentforge/recordings/cart.green.md';

/** What the code does at its beginning: where somebody wants it to, it tells its process and never ends. */
const hanging = (folder: string) => `
import { existsSync, renameSync, writeFileSync } from 'node:fs';

if (existsSync(${JSON.stringify(path.join(folder, 'hang'))})) {
  writeFileSync(${JSON.stringify(path.join(folder, 'pid.new'))}, String(process.pid));
  renameSync(${JSON.stringify(path.join(folder, 'pid.new'))}, ${JSON.stringify(path.join(folder, 'pid'))});
  for (;;);
}
`;

/** The bundled sample, whose cart somebody took to GREEN in the terminal; folders for temporary files are its own. */
export async function setup(workspace: string): Promise<HostSetup> {
  await cp(path.join(repositoryRoot, 'media/sample'), workspace, { recursive: true });
  const temporary = path.join(workspace, 'tmp');
  await mkdir(temporary);
  const answer = await readFile(path.join(workspace, GREEN), 'utf8');
  const withHanging = answer.replace('```javascript:src/cart.js\n', (begin) => `${begin}${hanging(workspace)}`);
  await writeFile(path.join(workspace, GREEN), withHanging);
  await writeFile(path.join(workspace, '.gitignore'), 'tmp/\n');
  const cli = new CliRunner(workspace);
  for (const phase of ['red', 'green']) {
    const about = ['--spec', 'specs/shop.yaml', '--component', 'cart', '--provider', 'recorded', '--yes'];
    const { code, stdout, stderr } = await cli.run(['tdflow', phase, ...about]);
    assert.equal(code, 0, stdout + stderr);
  }
  return { env: { TMPDIR: temporary } };
}
