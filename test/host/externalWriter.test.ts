import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

/** A whole phase runs its tests many times. */
const SLOW_MS = 180_000;

describe('a program of the user’s that writes, chosen in the settings of the machine', () => {
  it('takes a component through RED by way of the review; the settings of a folder choose no program', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const at = (name: string) => path.join(folder.uri.fsPath, name);
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'specs/shop.yaml'));
    await vscode.commands.executeCommand(COMMAND.startSession);
    void vscode.commands.executeCommand(COMMAND.runPhase, { phase: 'red', component: 'cart' });
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.match(await readFile(at('test/cart.test.js'), 'utf8'), /^\/\/ Model: node \(external\)$/m);
    }, SLOW_MS);
    await eventually(async () => {
      const sessions = await vscode.workspace.findFiles('.agentforge/tdflow/*.yaml');
      const [session] = await Promise.all(sessions.map(({ fsPath }) => readFile(fsPath, 'utf8')));
      assert.match(session ?? '', /name: cart\n(?:.*\n)*?\s+status: red/);
    }, SLOW_MS);
    const answers = await vscode.workspace.findFiles('.agentforge/history/**/answer.md');
    assert.match(await readFile(answers[0]?.fsPath ?? '', 'utf8'), /^> I wrote test\/cart\.test\.js$/m);
    assert.equal(existsSync(at('evil.txt')), false);
  }).timeout(3 * SLOW_MS);
});
