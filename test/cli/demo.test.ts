import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { scratchFolder } from '../kit/editor/scratchFolder';

describe('agentforge demo, with nothing but Node and Git on the PATH', () => {
  let result: CliResult;
  let checkoutBefore: string;
  let remove: () => Promise<void>;

  before(async () => {
    const scratch = await scratchFolder('demo-test');
    ({ remove } = scratch);
    const tools = path.join(scratch.folder, 'bin');
    await mkdir(tools);
    await symlink(process.execPath, path.join(tools, 'node'));
    await symlink(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), path.join(tools, 'git'));
    checkoutBefore = checkout();
    const cli = new CliRunner(repositoryRoot, { PATH: tools, TMPDIR: scratch.folder });
    result = await cli.run(['demo']);
  });

  after(() => remove());

  it('reaches all four phases', () => {
    assert.equal(result.code, 0, result.stderr);
    for (const phase of ['RED', 'GREEN', 'REFACTOR', 'VERIFY']) {
      assert.match(result.stdout, new RegExp(`^ {2}verdict {3}${phase} reached: `, 'm'));
      assert.match(result.stdout, new RegExp(`^${phase} +reached +\\d+ `, 'm'));
    }
  });

  it('says of every answer that it is recorded', () => {
    const labels = result.stdout.match(/^ {2}answer .*$/gm) ?? [];
    assert.equal(labels.length, 3);
    for (const label of labels) assert.match(label, /recorded answer, no model was called$/);
    const rows = result.stdout.match(/^(?:RED|GREEN|REFACTOR) +reached .*$/gm) ?? [];
    assert.equal(rows.length, 3);
    for (const row of rows) assert.match(row, /recorded answer, no model was called$/);
  });

  it('runs the tests for real and shows each diff', () => {
    assert.equal(result.stdout.match(/^ {2}run {7}node --test test\/cart\.test\.js$/gm)?.length, 5);
    assert.match(result.stdout, /^ {4}\+export function addItem\(cart, item\) \{$/m);
    assert.match(result.stdout, /^ {4}-function |^ {4}- {2}let sum = 0;$/m);
  });

  it('works in a copy: the checkout is as it was', () => {
    assert.match(
      result.stdout,
      new RegExp(`^It works in a copy: ${process.platform === 'win32' ? '' : '/'}.*agentforge-demo-`, 'm'),
    );
    assert.equal(checkout(), checkoutBefore);
  });

  it('prints how to go on, in VS Code and with a key', () => {
    assert.match(result.stdout, /npm run editor/);
    assert.match(result.stdout, /ANTHROPIC_API_KEY/);
  });
});

/** What the demo could have touched; the rest of the checkout is somebody's work in progress. */
function checkout(): string {
  const look = ['status', '--porcelain', '--ignored', '--', 'media', '.agentforge'];
  return execFileSync('git', look, { cwd: repositoryRoot, encoding: 'utf8' });
}
