import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

const PATIENCE_MS = 180_000;

describe('analysing the codebase in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let profile: vscode.Uri;
  const text = () => readFile(profile.fsPath, 'utf8');

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    profile = vscode.Uri.joinPath(folder.uri, '.agentforge/codebase_profile.yaml');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, 'src/shop.js'), Buffer.from('class Shop {}\n'));
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  it('writes the profile, keeps what is changed in it, and waits for what is not saved', async () => {
    await vscode.commands.executeCommand(COMMAND.analyseCodebase);
    assert.match(await text(), /^- name: javascript\n/m);
    const editor = await vscode.window.showTextDocument(profile);
    const style = /architecture_style: \w+/.exec(editor.document.getText());
    assert.ok(style);
    const at = editor.document.positionAt(style.index);
    await editor.edit((edit) =>
      edit.replace(new vscode.Range(at, at.translate(0, style[0].length)), 'architecture_style: ours'),
    );
    const newer = vscode.Uri.joinPath(profile, '../../src/tax.js');
    await vscode.workspace.fs.writeFile(newer, Buffer.from('function taxOf() {}\n'));
    const before = await text();
    let isRefused = false;
    void vscode.commands.executeCommand(COMMAND.analyseCodebase).then(() => {
      isRefused = true;
    });
    await eventually(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.ok(isRefused, 'the question what to do is closed, or the analysis has ended');
    }, PATIENCE_MS);
    assert.equal(await text(), before, 'nothing is written over what is not saved');
    assert.ok(await editor.document.save());
    await vscode.commands.executeCommand(COMMAND.analyseCodebase);
    assert.match(await text(), /location: src\/tax\.js/);
    assert.match(await text(), /architecture_style: ours\n/);
  });
});
