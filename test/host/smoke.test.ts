import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a real VS Code', () => {
  it('is at least the lowest version the extension supports', () => {
    const [major = 0, minor = 0] = vscode.version.split('.').map(Number);
    assert.ok(major === 1 && minor >= 101, vscode.version);
  });

  it('has the extension in it, and activates it', async () => {
    const extension = vscode.extensions.all.find((candidate) => candidate.packageJSON.name === 'agentforge');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('starts in a workspace folder of its own, empty', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'no folder is open');
    assert.deepEqual(await vscode.workspace.fs.readDirectory(folder.uri), []);
  });
});
