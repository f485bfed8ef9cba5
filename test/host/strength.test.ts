import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

const PATIENCE_MS = 180_000;

describe('looking how strong tests are, in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let folder: vscode.Uri;
  let code: vscode.Uri;

  before(async () => {
    const [only] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(only);
    folder = only.uri;
    code = vscode.Uri.joinPath(folder, 'src/cart.js');
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const shown = () => vscode.languages.getDiagnostics(code).filter(({ source }) => source === 'AgentForge');

  it('marks what no test notices with the missing criterion, keeps a page, and forgets the marks when the code changes', async () => {
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.checkStrength);
      assert.ok(shown().length > 0);
    }, PATIENCE_MS);
    const border = shown().find(({ message }) => message.includes('`>` becomes `>=`'));
    assert.ok(border);
    assert.match(
      border.message,
      /^No test notices if `>` becomes `>=` in line 11 of src\/cart\.js\. Missing criterion: GIVEN total is exactly 100/,
    );
    assert.equal(border.severity, vscode.DiagnosticSeverity.Information);
    const document = await vscode.workspace.openTextDocument(code);
    assert.equal(document.getText(border.range), '>');
    const pattern = new vscode.RelativePattern(folder, '.agentforge/history/**/strength.md');
    const [page] = await vscode.workspace.findFiles(pattern, null);
    assert.ok(page);
    const text = Buffer.from(await vscode.workspace.fs.readFile(page)).toString();
    assert.match(text, /^# Strength of the tests of cart\n/);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// new\n'));
    await eventually(() => assert.deepEqual(shown(), []), PATIENCE_MS);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
