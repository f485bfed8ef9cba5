import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
  let disk: NodeWriter;
  let writer: EditorWriter;

  before(() => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    disk = new NodeWriter(root);
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

  describe('finds that a file is no longer what the change was made from', () => {
    const isRefused = (applied: Awaited<ReturnType<EditorWriter['apply']>>, ...paths: readonly string[]) =>
      assert.deepEqual(applied, { ok: false, problem: { kind: 'base-changed', paths } });

    it('on disk: it was changed, it went, it came', async () => {
      for (const name of ['d.txt', 'gone.txt', 'fine.txt']) await put(name, 'one\n');
      await rm(inRoot('came.txt'), { force: true });
      const names = ['fine.txt', 'd.txt', 'gone.txt', 'came.txt'];
      const changes = await Promise.all(names.map((name) => change(name, 'generated\n')));
      await put('d.txt', 'from another program\n');
      await put('came.txt', 'from another program\n');
      isRefused(await writer.apply(changes), 'd.txt', 'came.txt');
      await rm(inRoot('gone.txt'));
      isRefused(await writer.apply(changes), 'd.txt', 'gone.txt', 'came.txt');
      assert.deepEqual(await Promise.all([onDisk('fine.txt'), onDisk('d.txt'), onDisk('came.txt')]), [
        'one\n',
        'from another program\n',
        'from another program\n',
      ]);
      assert.notEqual(documentOf('fine.txt')?.isDirty, true);
    });

    it('in the editor: it is typed in, before and after it was typed in', async () => {
      await put('e.txt', 'one\n');
      const first = await change('e.txt', 'generated\n');
      const document = await typeInto('e.txt', 'typed\n');
      isRefused(await writer.apply([first]), 'e.txt');
      const second = await change('e.txt', 'typed\ngenerated\n');
      await typeInto('e.txt', 'more\n');
      isRefused(await writer.apply([second]), 'e.txt');
      assert.deepEqual([document.getText(), document.isDirty], ['more\ntyped\none\n', true]);
      assert.equal(await onDisk('e.txt'), 'one\n');
    });

    it('in the editor: it is typed in while it is being compared', async () => {
      await put('f.txt', 'one\n');
      const planned = await change('f.txt', 'generated\n');
      let reads = 0;
      const watched = Object.assign(Object.create(disk) as NodeWriter, {
        async current(of: CheckedPath) {
          const state = await disk.current(of);
          reads += 1;
          // The last look at the file: what is typed now is seen by nothing but the version of its document.
          if (reads === 2) await typeInto('f.txt', 'typed\n');
          return state;
        },
      });
      const files = new EditorFiles(root, new NodeWorkspace(root, {}), watched);
      isRefused(await new EditorWriter(files, watched).apply([planned]), 'f.txt');
      assert.equal(reads, 2);
      assert.equal(documentOf('f.txt')?.getText(), 'typed\none\n');
      assert.equal(await onDisk('f.txt'), 'one\n');
    });
  });

  it('puts back what earlier edits wrote when a file of a later one was changed by somebody else, and keeps that', async () => {
    await mkdir(inRoot('many'), { recursive: true });
    const names = Array.from({ length: 120 }, (_, index) => `many/${String(index).padStart(3, '0')}.txt`);
    const [first, last] = [names[0] ?? '', names.at(-1) ?? ''];
    const [old, fresh] = [names.filter((_, index) => index % 2 === 1), names.filter((_, index) => index % 2 === 0)];
    for (const name of old) await put(name, 'one\n');
    const changes = await Promise.all(names.map((name) => change(name, 'generated\n')));
    let seen: readonly string[] = [];
    const saving = vscode.workspace.onDidSaveTextDocument(() => {
      saving.dispose();
      seen = readdirSync(inRoot('many'));
      writeFileSync(inRoot(last), 'from another program\n');
    });
    const applied = await writer.apply(changes);
    assert.ok(seen.includes(path.basename(first)), 'the first edit was made');
    assert.deepEqual(applied, { ok: false, problem: { kind: 'base-changed', paths: [last] } });
    for (const name of old) {
      assert.equal(await onDisk(name), name === last ? 'from another program\n' : 'one\n');
      assert.notEqual(documentOf(name)?.isDirty, true);
      if (name !== last) assert.notEqual(documentOf(name)?.getText(), 'generated\n');
    }
    for (const name of fresh) await assert.rejects(stat(inRoot(name)), { code: 'ENOENT' });
    assert.deepEqual(tabs(), []);
  });

  it('names a file that could not be put back', async () => {
    await put('g.txt', 'one\n');
    await put('contested.txt', 'one\n');
    const changes = [await change('g.txt', 'generated\n'), await change('contested.txt', 'generated\n')];
    const broken = Object.assign(Object.create(disk) as NodeWriter, {
      apply: async () => ({ ok: false, problem: { kind: 'write-failed', path: 'g.txt', detail: 'disk full' } }),
    });
    const other = vscode.workspace.onDidSaveTextDocument(() => {
      writeFileSync(inRoot('contested.txt'), 'from another program\n');
      other.dispose();
    });
    const files = new EditorFiles(root, new NodeWorkspace(root, {}), broken);
    const applied = await new EditorWriter(files, broken).apply(changes);
    assert.ok(!applied.ok && applied.problem.kind === 'write-failed');
    assert.deepEqual([applied.problem.path, applied.problem.stuck], ['contested.txt', 'g.txt']);
  });
});
