import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

describe('the proof in the gutter', () => {
  let editor: vscode.TextEditor;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    editor = await vscode.window.showTextDocument(vscode.Uri.file(path.join(folder.uri.fsPath, 'counter.js')));
  });

  const hoverAt = async (line: number, character = 2): Promise<string | undefined> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(line - 1, character),
    );
    const texts = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value));
    return texts.find((text) => text?.startsWith('AgentForge: '));
  };
  /** The states of the lines that have one. */
  const states = async (): Promise<readonly string[]> => {
    const lines = Array.from({ length: editor.document.lineCount }, (_, index) => index + 1);
    const found = await Promise.all(lines.map(async (line) => [line, await hoverAt(line, 0)] as const));
    return found.flatMap(([line, text]) => (text === undefined ? [] : [`${line} ${/\*\*(\w+)\*\*/.exec(text)?.[1]}`]));
  };
  const VERIFIED = ['2 proven', '3 untested', '5 proven', '8 unrequested', '11 untested'];

  it('is kept out of the way until something was verified', async () => {
    assert.deepEqual(await states(), []);
  });

  it('says of each line what VERIFY measured, and which requirement and test it belongs to', async () => {
    // It ends only when its message is answered.
    void vscode.commands.executeCommand(COMMAND.verify, { component: 'counter' });
    await eventually(async () => {
      editor = await vscode.window.showTextDocument(editor.document);
      assert.deepEqual(await states(), VERIFIED);
    });
    assert.match(
      (await hoverAt(5)) ?? '',
      /\*\*proven\*\*\n\n- \[FR-1[^\]]*\]\(file:.*Architecture\.md#L\d+\) proven: 1 test passes.*\n {2}- \[.*FR-1: counts a word\]\(file:.*counter\.test\.js#L5\)$/,
    );
    assert.match((await hoverAt(8)) ?? '', /only tests that name no requirement run this line/);
    assert.match((await hoverAt(11)) ?? '', /no test runs this line/);
    // Behind its first word a line is the language's.
    assert.equal(await hoverAt(5, 12), undefined);
  });

  it('is told from the requirement too, with links to the lines', async () => {
    const uri = vscode.Uri.joinPath(editor.document.uri, '../architecture/Architecture.md');
    const { document } = await vscode.window.showTextDocument(uri);
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('FR-1'));
    await eventually(async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(line, 3),
      );
      const [shown] = hovers.flatMap(({ contents }) => contents);
      assert.match(
        (shown as vscode.MarkdownString | undefined)?.value ?? '',
        /proven: [\s\S]*\nIts tests run counter\.js: \[2\]\(file:\S+counter\.js#L2\), \[5\]\(/,
      );
    });
    editor = await vscode.window.showTextDocument(editor.document);
  });

  it('is hidden and shown by a command', async () => {
    await vscode.commands.executeCommand(COMMAND.toggleProofGutter);
    await eventually(async () => assert.deepEqual(await states(), []));
    await vscode.commands.executeCommand(COMMAND.toggleProofGutter);
    await eventually(async () => assert.deepEqual(await states(), VERIFIED));
  });

  it('is stale as soon as the file is another one, and there again when that is taken back', async () => {
    editor = await vscode.window.showTextDocument(editor.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// more\n'));
    await eventually(async () => assert.deepEqual(await states(), ['1 stale']));
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(async () => assert.deepEqual(await states(), VERIFIED));
  });
});
