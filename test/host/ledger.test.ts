import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';

describe('the ledger in the editor', () => {
  let root: string;

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  async function page(): Promise<string> {
    await vscode.commands.executeCommand(COMMAND.verifyLedger);
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === '/ledger.md');
    return shown?.document.getText() ?? '';
  }

  it('is run again, and the page says what was found', async () => {
    const text = await page();
    assert.match(text, /^# The ledger holds\n/);
    assert.match(text, /^\| cart \| specs\/shop\.yaml \| RED, GREEN \| holds \| 11 \| 11 \|$/m);
    assert.match(text, /^## Worth knowing\n/m);
    assert.doesNotMatch(text, /^## What is wrong/m);
  });

  it('what changed since is named, in the same page', async () => {
    await appendFile(path.join(root, 'src/cart.js'), '// one more line\n');
    const text = await page();
    assert.match(text, /^# The ledger does not hold\n/);
    assert.match(text, /^## What is wrong\n\n.*\n.*\n\| src\/cart\.js \| .* \| code-changed \|$/m);
  });
});
