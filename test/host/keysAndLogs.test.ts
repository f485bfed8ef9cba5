import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND, SCHEME } from '../../src/vscode/manifest';
import { assertPlantedNowhere } from '../kit/editor/assertPlantedNowhere';
import { eventually } from '../kit/eventually';

/** Test runs are in between. */
const PATIENCE_MS = 180_000;

describe('the key, the interaction log and prompts that a person carries, in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let root: string;
  const text = (file: string) => readFile(path.join(root, file), 'utf8');
  const run = (command: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(command, ...args);

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'specs/shop.yaml'));
    await run(COMMAND.startSession);
  });

  /** What the preview shows is made of this document. */
  async function openedLog(): Promise<string> {
    await run(COMMAND.openInteractionLog);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === SCHEME.log);
    assert.equal(document?.languageId, 'markdown');
    await eventually(() => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.ok(activeTab?.input instanceof vscode.TabInputWebview, 'it is shown as people read it');
    });
    return document?.getText() ?? '';
  }

  it('the log says that nothing was asked yet', async () => {
    assert.match(await openedLog(), /Nothing was asked in this project yet/);
  });

  it('a file is pinned for all prompts, and stands in the one that is shown once the files are chosen', async () => {
    const file = vscode.Uri.file(path.join(root, 'package.json'));
    const chosen = (pattern: RegExp) =>
      eventually(async () => assert.match(await text('.agentforge/context.yaml'), pattern), PATIENCE_MS);
    void run(COMMAND.pinToContext, file);
    await chosen(/^always:\n +pin:\n +- package\.json\n/);
    const before = await text('.agentforge/context.yaml');
    void run(COMMAND.chooseContext);
    await eventually(async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === SCHEME.prompt);
      assert.match(shown?.getText() ?? '', /\| package\.json \| \d+ \| pinned by you \|/);
    }, PATIENCE_MS);
    assert.equal(await text('.agentforge/context.yaml'), before, 'what is not touched stays ranked');
    void run(COMMAND.leaveOutOfContext, file);
    await chosen(/^always:\n +leave_out:\n +- package\.json\n/);
    await run('notifications.clearAll');
  });

  it('a recording waits for a run in which a model is asked', async () => {
    void run(COMMAND.recordNextRun);
    let isOver = false;
    void run(COMMAND.runPhase, { phase: 'green', component: 'cart' }).then(() => {
      isOver = true;
    });
    await eventually(async () => {
      await run('notifications.clearAll');
      assert.ok(isOver, 'GREEN before RED ends with a message');
    }, PATIENCE_MS);
    await assert.rejects(recordings(), /ENOENT/);
  });

  it('a phase runs with the key of the secrets file, is recorded as that was asked for, and stands in the log', async () => {
    void run(COMMAND.runPhase, { phase: 'red', component: 'cart' });
    await eventually(async () => {
      await run(COMMAND.acceptAll);
      assert.match(await text('test/cart.test.js'), /^\/\/ Model: claude-sonnet-5-5$/m);
    }, PATIENCE_MS);
    await eventually(async () => {
      assert.match(await openedLog(), /\| RED \| cart \| claude-sonnet-5-5 \| .* \| finished \(asked 2 times\) \|/);
    }, PATIENCE_MS);
    const [recording, another] = await recordings();
    assert.ok(recording !== undefined && another === undefined);
    assert.match(await text(recording), /"agentforge_recording":1/);
    await eventually(async () => assert.match(await sessionText(), /status: red/), PATIENCE_MS);
  });

  it('a recording is replayed: its phase runs once more, no model is asked, and nothing is recorded', async () => {
    const [recording] = await recordings();
    assert.ok(recording);
    const running = run(COMMAND.replayRecording, vscode.Uri.file(path.join(root, recording)));
    let isOver = false;
    void running.then(() => {
      isOver = true;
    });
    await eventually(async () => {
      await run(COMMAND.acceptAll);
      await run('notifications.clearAll');
      assert.ok(isOver, 'the replay ends');
    }, PATIENCE_MS);
    const log = await openedLog();
    assert.equal(log.match(/\| RED \| cart \| claude-sonnet-5-5 \|/g)?.length, 2);
    assert.match(log, /\$0\.00/);
    assert.equal((await recordings()).length, 1);
    assert.match(await sessionText(), /status: red/);
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
    await assertPlantedNowhere('planted', root);
    for (const { uri } of vscode.workspace.textDocuments) {
      const document = await vscode.workspace.openTextDocument(uri);
      assert.ok(uri.path.endsWith('secrets.yaml') || !document.getText().includes('planted'), uri.toString());
    }
  });

  async function recordings(): Promise<readonly string[]> {
    const names = await readdir(path.join(root, '.agentforge/log'));
    return names.filter((name) => /^recording-/.test(name)).map((name) => `.agentforge/log/${name}`);
  }

  async function sessionText(): Promise<string> {
    const sessions = await readdir(path.join(root, '.agentforge/tdflow'));
    return text(`.agentforge/tdflow/${sessions.find((name) => name.endsWith('.yaml'))}`);
  }
});
