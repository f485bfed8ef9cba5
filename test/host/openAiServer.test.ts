import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND, SETTING } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

/** A whole phase runs its tests many times. */
const SLOW_MS = 180_000;

describe('an OpenAI-compatible server, chosen in the settings of the machine', () => {
  it('takes a component through RED without any key, because it is on this machine', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = path.join(folder.uri.fsPath, 'test/cart.test.js');
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'specs/shop.yaml'));
    await vscode.commands.executeCommand(COMMAND.startSession);
    void vscode.commands.executeCommand(COMMAND.runPhase, { phase: 'red', component: 'cart' });
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.match(await readFile(file, 'utf8'), /^\/\/ Model: tiny-coder$/m);
    }, SLOW_MS);
    await eventually(async () => {
      const sessions = await vscode.workspace.findFiles('.agentforge/tdflow/*.yaml');
      const [session] = await Promise.all(sessions.map(({ fsPath }) => readFile(fsPath, 'utf8')));
      assert.match(session ?? '', /name: cart\n(?:.*\n)*?\s+status: red/);
    }, SLOW_MS);
  }).timeout(3 * SLOW_MS);

  it('has models of its own, among which the user chooses', async () => {
    const choosing = vscode.commands.executeCommand(COMMAND.chooseModel);
    const model = () => vscode.workspace.getConfiguration().get(SETTING.openaiModel);
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      assert.equal(model(), 'bigger-coder');
    });
    await choosing;
  });
});
