import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

/** Test runs are in between. */
const PATIENCE_MS = 60_000;

describe('the key, the interaction log and prompts that a person carries, in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let root: string;
  const text = (file: string) => readFile(path.join(root, file), 'utf8');
  const shown = () => vscode.window.activeTextEditor?.document;
  const run = (command: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(command, ...args);

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'specs/shop.yaml'));
    await run(COMMAND.startSession);
  });

  async function openedLog(): Promise<string> {
    await run(COMMAND.openInteractionLog);
    const document = shown();
    assert.equal(document?.languageId, 'markdown');
    return document?.getText() ?? '';
  }

  it('the log says that nothing was asked yet', async () => {
    assert.match(await openedLog(), /Nothing was asked in this project yet/);
  });

  it('a phase runs with the key of the secrets file, is recorded when that was asked for, and stands in the log', async () => {
    void run(COMMAND.recordNextRun);
    void run(COMMAND.runPhase, { phase: 'red', component: 'cart' });
    await eventually(async () => {
      await run(COMMAND.acceptAll);
      assert.match(await text('test/cart.test.js'), /^\/\/ Model: claude-sonnet-5-5$/m);
    }, PATIENCE_MS);
    await eventually(async () => {
      assert.match(await openedLog(), /\| RED \| cart \| claude-sonnet-5-5 \| .* \| end_turn \(asked 2 times\) \|/);
    }, PATIENCE_MS);
    const recordings = (await readdir(path.join(root, '.agentforge/log'))).filter((name) => /^recording-/.test(name));
    assert.equal(recordings.length, 1);
    assert.match(await text(`.agentforge/log/${recordings[0]}`), /"agentforge_recording":1/);
    await eventually(async () => assert.match(await sessionText(), /status: red/), PATIENCE_MS);
  });

  it('an answer that a person brings is matched to its prompt, and what was written since stays', async () => {
    void run(COMMAND.copyPhasePrompt, { phase: 'green', component: 'cart' });
    const name = await eventually(async () => {
      const [found] = (await readdir(path.join(root, '.agentforge/prompts'))).filter((each) => each.endsWith('.json'));
      assert.ok(found);
      return found;
    }, PATIENCE_MS);
    const before = await text('src/cart.js');
    await writeFile(path.join(root, 'src/cart.js'), `// mine, since the prompt\n${before}`);
    const answer = await text('.agentforge/recordings/cart.green.md');
    await vscode.env.clipboard.writeText('');
    const content = `AgentForge prompt ${name.replace('.json', '')}\n\n${answer}`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'markdown' }));
    void run(COMMAND.pasteResponse);
    await eventually(async () => {
      await run(COMMAND.acceptAll);
      const code = await text('src/cart.js');
      assert.match(code, /^\/\/ Model: manual$/m);
      assert.match(code, /mine, since the prompt/);
    }, PATIENCE_MS);
    await eventually(async () => assert.match(await sessionText(), /status: green/), PATIENCE_MS);
    await eventually(async () => assert.match(await openedLog(), /\| GREEN \| cart \| manual \|/));
  });

  it('the key is in no file but its own: not in the workspace, not in what the editor logs', async () => {
    let logs = 0;
    for (const folder of [root, ...(await editorFolders())]) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name);
        const isText = entry.isFile() && /\.(?:log|md|js|jsonl?|ya?ml|txt|diff)$/.test(file);
        if (!isText || file.endsWith('secrets.yaml')) continue;
        const content = await readFile(file, 'latin1');
        assert.ok(!content.includes('planted'), file);
        if (entry.name === 'AgentForge.log' && content.includes('too many requests of [key]')) logs++;
      }
    }
    assert.ok(logs > 0, 'what the extension logs was looked into');
    for (const { uri } of vscode.workspace.textDocuments) {
      const document = await vscode.workspace.openTextDocument(uri);
      assert.ok(uri.path.endsWith('secrets.yaml') || !document.getText().includes('planted'), uri.toString());
    }
  });

  async function sessionText(): Promise<string> {
    const sessions = await readdir(path.join(root, '.agentforge/tdflow'));
    return text(`.agentforge/tdflow/${sessions.find((name) => name.endsWith('.yaml'))}`);
  }

  /** Profiles of the editors that tests have open, with their logs: this one is among them. */
  async function editorFolders(): Promise<readonly string[]> {
    const names = await readdir(tmpdir());
    return names
      .filter((name) => /^agentforge-(?:server|desktop)-/.test(name))
      .map((name) => path.join(tmpdir(), name));
  }
});
