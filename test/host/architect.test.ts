import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

/** What is reviewed is drawn first. */
const SLOW_MS = 180_000;

describe('the documents of SPARC in the editor', () => {
  let root: string;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const written = () => readdir(path.join(root, 'architecture')).catch(() => []);
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

  it('are written together, looked at, and accepted; one that fails does not stop the others', async () => {
    let hasEnded = false;
    void vscode.commands.executeCommand(COMMAND.architect).then(() => {
      hasEnded = true;
    });
    await eventually(() =>
      assert.ok(
        tabs().some((label) => label.startsWith('architecture/')),
        tabs().join(),
      ),
    );
    assert.deepEqual(await written(), []);
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.deepEqual(await written(), ['Architecture.md', 'Pseudocode.md', 'Refinement.md', 'Specification.md']);
    }, SLOW_MS);
    await eventually(async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.ok(hasEnded, 'the command has not ended');
    });
  }).timeout(3 * SLOW_MS);

  it('say in the Problems pane what of their guidance is not understood, as it is typed', async () => {
    const uri = vscode.Uri.file(path.join(root, 'guidance.toml'));
    const editor = await vscode.window.showTextDocument(uri);
    const told = () =>
      vscode.languages.getDiagnostics(uri).map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    await eventually(() =>
      assert.ok(
        told().some((each) => each.startsWith('5: "content" of [architecture] is a number')),
        told().join('\n'),
      ),
    );
    const line = editor.document.lineAt(4).range;
    await editor.edit((edit) => edit.replace(line, 'content = "cart and catalog"'));
    await eventually(() => assert.ok(!told().some((each) => each.includes('[architecture]')), told().join('\n')));
  });
});
