import assert from 'node:assert/strict';
import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

const PATIENCE_MS = 240_000;

describe('implementing all components in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let root: string;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const isThere = (name: string) =>
    access(path.join(root, name)).then(
      () => true,
      () => false,
    );

  async function session(): Promise<string> {
    const folder = path.join(root, '.agentforge/tdflow');
    const [name] = await readdir(folder);
    return readFile(path.join(folder, name ?? ''), 'utf8');
  }

  it('asks how once, takes what is needed first, and shows every proposal before it is written', async () => {
    let hasEnded = false;
    void vscode.commands.executeCommand(COMMAND.implementAll).then(() => {
      hasEnded = true;
    });
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.ok(await isThere('test/money.test.js'));
    }, PATIENCE_MS);
    assert.equal(await isThere('test/cart.test.js'), false);
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.ok(await isThere('src/cart.js'));
      assert.match(await session(), /current_phase: done/);
    }, PATIENCE_MS);
    await eventually(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.ok(hasEnded);
    }, PATIENCE_MS);
  });
});
