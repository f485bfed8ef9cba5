import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

describe('conformance in a folder that is not trusted', () => {
  let root: string;

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  it('shows what is wrong in a file', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { document } = await vscode.window.showTextDocument(vscode.Uri.file(path.join(root, 'a.py')));
    await eventually(() =>
      assert.deepEqual(
        vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
        ['No print.'],
      ),
    );
  });

  it('runs no command, and says that its check is not evaluated', async () => {
    await vscode.commands.executeCommand(COMMAND.checkConformance);
    const report = await readFile(path.join(root, '.agentforge/reports/conformance.md'), 'utf8');
    assert.match(report, /own\/runs.*it runs a command of the project, which needs your consent/);
    assert.equal(existsSync(path.join(root, 'was-run')), false);
  });
});
