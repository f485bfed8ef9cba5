import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FileChange } from '../../src/core/apply/fileChange';
import type { CheckedPath } from '../../src/core/workspace/checkedPath';
import { checkPath } from '../../src/core/workspace/checkedPath';
import { NodeWorkspace } from '../../src/node/nodeWorkspace';
import { NodeWriter } from '../../src/node/nodeWriter';
import { EditorFiles } from '../../src/vscode/editorFiles';
import { EditorWriter } from '../../src/vscode/editorWriter';

describe('writing through the editor', () => {
  let root: string;
  let writer: EditorWriter;

  before(() => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const disk = new NodeWriter(root);
    writer = new EditorWriter(new EditorFiles(root, new NodeWorkspace(root, {}), disk), disk);
  });

  const inRoot = (name: string) => path.join(root, name);
  const onDisk = (name: string) => readFile(inRoot(name), 'utf8');
  const put = (name: string, text: string) => writeFile(inRoot(name), text);

  async function checked(name: string): Promise<CheckedPath> {
    const result = await checkPath(name, new NodeWorkspace(root, {}));
    assert.ok(result.ok);
    return result.value;
  }

  /** From what the editor holds now to this text; undefined deletes. */
  async function change(name: string, text: string | undefined): Promise<FileChange> {
    const to = await checked(name);
    const before = await writer.current(to);
    assert.notEqual(before, 'unreadable');
    const after = text === undefined ? undefined : { bytes: new TextEncoder().encode(text), mode: undefined };
    return { path: to, before: before === 'unreadable' ? undefined : before, after };
  }

  async function typeInto(name: string, text: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(inRoot(name));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    assert.equal(document.isDirty, true);
    return document;
  }

  const documentOf = (name: string) => vscode.workspace.textDocuments.find((each) => each.fileName === inRoot(name));
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.label);

  for (const [kind, name, text] of [
    ['mixed line ends', 'mixed.txt', 'one\r\ntwo\nthree\r\n'],
    ['a byte order mark and Windows line ends', 'windows.txt', '\uFEFFone\r\ntwo\r\n'],
    ['no final line end', 'plain.txt', 'one\ntwo'],
  ] as const) {
    it(`leaves exactly the planned bytes in a file with ${kind}, and takes them back byte for byte`, async () => {
      await put(name, text);
      await chmod(inRoot(name), 0o755);
      const planned = text.replace('two', 'zwei');
      const forth = await change(name, planned);
      assert.deepEqual(await writer.apply([forth]), { ok: true, value: undefined });
      assert.equal(await onDisk(name), planned);
      assert.equal((await stat(inRoot(name))).mode & 0o777, 0o755);
      const back = await writer.apply([{ path: forth.path, before: forth.after, after: forth.before }]);
      assert.ok(back.ok);
      assert.equal(await onDisk(name), text);
    });
  }

  it('leaves every file and document as it was when a later file cannot be made', async () => {
    await put('a.txt', 'one\n');
    await put('file', 'in the way of a folder\n');
    const applied = await writer.apply([
      await change('a.txt', 'generated\n'),
      { path: await checked('file/new.txt'), before: undefined, after: { bytes: new Uint8Array(), mode: undefined } },
    ]);
    assert.ok(!applied.ok && applied.problem.kind === 'write-failed');
    assert.equal(await onDisk('a.txt'), 'one\n');
    assert.notEqual(documentOf('a.txt')?.isDirty, true);
    assert.notEqual(documentOf('a.txt')?.getText(), 'generated\n');
    assert.deepEqual(tabs(), []);
  });

  it('gives typed text back unsaved when another file cannot be saved, names that file, and keeps what others wrote to it', async () => {
    await put('b.txt', 'one\n');
    await put('contested.txt', 'one\n');
    const document = await typeInto('b.txt', 'typed\n');
    const changes = [await change('b.txt', 'generated\n'), await change('contested.txt', 'generated\n')];
    const other = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.fileName === inRoot('contested.txt')) {
        writeFileSync(inRoot('contested.txt'), 'from another program\n');
        other.dispose();
      }
    });
    const applied = await writer.apply(changes);
    assert.ok(!applied.ok && applied.problem.kind === 'write-failed');
    assert.equal(applied.problem.path, 'contested.txt');
    assert.equal(await onDisk('b.txt'), 'one\n');
    assert.deepEqual([document.getText(), document.isDirty], ['typed\none\n', true]);
    assert.equal(await onDisk('contested.txt'), 'from another program\n');
    assert.notEqual(documentOf('contested.txt')?.isDirty, true);
    await document.save();
    assert.equal(await onDisk('b.txt'), 'typed\none\n', 'what was given back can be saved');
  });

  it('writes over typed text when that is what the change was made from, and takes a new file away again', async () => {
    await put('c.txt', 'one\n');
    await typeInto('c.txt', 'typed\n');
    await mkdir(inRoot('folder'), { recursive: true });
    const made = await change('folder/new.txt', 'new\n');
    const applied = await writer.apply([await change('c.txt', 'typed\ngenerated\n'), made]);
    assert.ok(applied.ok);
    assert.deepEqual([await onDisk('c.txt'), await onDisk('folder/new.txt')], ['typed\ngenerated\n', 'new\n']);
    const back = await writer.apply([{ path: made.path, before: made.after, after: undefined }]);
    assert.ok(back.ok);
    await assert.rejects(stat(inRoot('folder/new.txt')), { code: 'ENOENT' });
  });
});
