import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { FileChange } from '../../src/core/apply/fileChange';
import type { CheckedPath } from '../../src/core/workspace/checkedPath';
import { checkPath } from '../../src/core/workspace/checkedPath';
import { NodeWorkspace } from '../../src/node/nodeWorkspace';
import { NodeWriter } from '../../src/node/nodeWriter';
import { EditorFiles } from '../../src/vscode/editorFiles';
import { EditorWriter } from '../../src/vscode/editorWriter';
import { loadFromDisk } from '../../src/vscode/loadFromDisk';
import { eventually } from '../kit/eventually';

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
  const isRefused = (applied: Awaited<ReturnType<EditorWriter['apply']>>, ...paths: readonly string[]) =>
    assert.deepEqual(applied, { ok: false, problem: { kind: 'base-changed', paths } });
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

  for (const [kind, cut] of [
    ['in the middle', 200],
    ['at its first byte', 0],
  ] as const) {
    it(`gives a file back whole when its save is cut off ${kind}, as by a full disk`, async () => {
      const [mine, generated] = ['my work\n'.repeat(100), `generated\n${'my work\n'.repeat(100)}`];
      await put('cut.txt', mine);
      const planned = await change('cut.txt', generated);
      // What the editor leaves that empties a file and cannot write all of it: a part of the text, and the document not saved.
      const saving = vscode.workspace.onWillSaveTextDocument(({ document }) => {
        if (document.fileName === inRoot('cut.txt')) writeFileSync(inRoot('cut.txt'), generated.slice(0, cut));
      });
      const applied = await writer.apply([planned]);
      saving.dispose();
      assert.ok(!applied.ok && applied.problem.kind === 'write-failed');
      assert.deepEqual([applied.problem.path, applied.problem.stuck], ['cut.txt', undefined]);
      assert.equal(await onDisk('cut.txt'), mine);
      assert.deepEqual(
        [documentOf('cut.txt')?.getText() ?? mine, documentOf('cut.txt')?.isDirty ?? false],
        [mine, false],
      );
    });
  }

  it('follows no link that was put on the way after the path was checked', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'agentforge-outside-'));
    try {
      await writeFile(path.join(outside, 'a.txt'), 'one\n');
      await mkdir(inRoot('linked'), { recursive: true });
      await put('linked/a.txt', 'one\n');
      const changes = [await change('linked/a.txt', 'generated\n'), await change('linked/new.txt', 'generated\n')];
      const gone = await change('linked/a.txt', undefined);
      await rename(inRoot('linked'), inRoot('moved'));
      await symlink(outside, inRoot('linked'));
      for (const wanted of [changes, [gone]]) {
        const applied = await writer.apply(wanted);
        assert.ok(!applied.ok && applied.problem.kind === 'write-failed', JSON.stringify(applied));
        assert.match(applied.problem.detail, /symbolic link/);
      }
      assert.deepEqual(readdirSync(outside), ['a.txt']);
      assert.equal(await readFile(path.join(outside, 'a.txt'), 'utf8'), 'one\n');
      assert.equal(documentOf('linked/a.txt')?.isDirty ?? false, false);
    } finally {
      await rm(inRoot('linked'), { force: true });
      await rm(outside, { recursive: true });
    }
  });

  it('leaves what is in front there, and what it wrote can be edited and saved on', async () => {
    await put('mixed.txt', 'one\r\ntwo\nthree\r\n');
    await put('front.txt', 'one\n');
    const front = await typeInto('front.txt', 'typed\n');
    assert.ok((await writer.apply([await change('mixed.txt', 'one\r\nzwei\nthree\r\n')])).ok);
    assert.equal(vscode.window.activeTextEditor?.document, front);
    assert.deepEqual([front.getText(), front.isDirty], ['typed\none\n', true]);
    const document = await typeInto('mixed.txt', 'zero\n');
    assert.ok(await document.save());
    assert.match(await onDisk('mixed.txt'), /^zero\r?\none\r?\nzwei/);
  });

  describe('makes a document what is on disk', () => {
    it('and brings back what was in front', async () => {
      await put('stale.txt', 'one\n');
      await put('front.txt', 'one\n');
      const stale = await typeInto('stale.txt', 'typed\n');
      const front = await typeInto('front.txt', 'typed\n');
      await loadFromDisk(stale, { stays: true });
      assert.deepEqual([stale.getText(), stale.isDirty], ['one\n', false]);
      assert.equal(vscode.window.activeTextEditor?.document, front);
      assert.deepEqual([front.getText(), front.isDirty], ['typed\none\n', true]);
    });

    it('and not another one that a click brings to the front in between', async () => {
      await put('stale.txt', 'one\n');
      await put('clicked.txt', 'one\n');
      const stale = await typeInto('stale.txt', 'typed\n');
      const clicked = await typeInto('clicked.txt', 'an hour of typing\n');
      const clicking = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document !== stale) return;
        clicking.dispose();
        void vscode.window.showTextDocument(clicked, { preview: false });
      });
      await loadFromDisk(stale, { stays: true });
      clicking.dispose();
      assert.deepEqual([clicked.getText(), clicked.isDirty], ['an hour of typing\none\n', true]);
      await eventually(async () => assert.deepEqual([stale.getText(), stale.isDirty], ['one\n', false]));
    });
  });

  describe('finds that a file is no longer what the change was made from', () => {
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

  describe('deletes hundreds of files past the editor where nobody has them open', () => {
    const names = Array.from({ length: 120 }, (_, index) => `gone/${String(index).padStart(3, '0')}.txt`);
    const [shown = '', loaded = ''] = names;
    const deleted: string[] = [];
    let watching: vscode.Disposable;

    beforeEach(async () => {
      await mkdir(inRoot('gone'), { recursive: true });
      for (const name of names) {
        await put(name, `${name}\n`);
        await chmod(inRoot(name), 0o755);
      }
      await vscode.window.showTextDocument(vscode.Uri.file(inRoot(shown)), { preview: false });
      await vscode.workspace.openTextDocument(inRoot(loaded));
      watching = vscode.workspace.onDidDeleteFiles(({ files }) =>
        deleted.push(...files.map((uri) => vscode.workspace.asRelativePath(uri))),
      );
    });

    afterEach(async () => {
      watching.dispose();
      deleted.length = 0;
      await rm(inRoot('gone'), { recursive: true });
    });

    it('and lets the editor close those that are', async () => {
      const applied = await writer.apply(await Promise.all(names.map((name) => change(name, undefined))));
      assert.deepEqual(applied, { ok: true, value: undefined });
      assert.deepEqual(readdirSync(inRoot('gone')), []);
      assert.deepEqual(deleted.sort(), [shown, loaded], 'told by the editor');
      assert.deepEqual(tabs(), []);
    });

    it('and gives them back, whole, when a later edit cannot be made', async () => {
      await put('file', 'in the way of a folder\n');
      const fresh = { path: await checked('file/new.txt'), before: undefined };
      const applied = await writer.apply([
        ...(await Promise.all(names.map((name) => change(name, undefined)))),
        { ...fresh, after: { bytes: new Uint8Array(), mode: undefined } },
      ]);
      assert.ok(!applied.ok && applied.problem.kind === 'write-failed');
      assert.equal(applied.problem.stuck, undefined);
      for (const name of names) {
        assert.equal(await onDisk(name), `${name}\n`);
        assert.equal((await stat(inRoot(name))).mode & 0o777, 0o755, name);
      }
    });

    it('and deletes none of them when one is typed in since', async () => {
      const changes = await Promise.all(names.map((name) => change(name, undefined)));
      const document = await typeInto(names[7] ?? '', 'typed\n');
      isRefused(await writer.apply(changes), names[7] ?? '');
      assert.equal(document.getText(), `typed\n${names[7]}\n`);
      for (const name of names) assert.equal(await onDisk(name), `${name}\n`);
    });

    it('and leaves the undo of one edit whole: a renamed file comes back', async () => {
      const from = await change(names[2] ?? '', undefined);
      const to = { path: await checked('gone/renamed.txt'), before: undefined, after: from.before };
      assert.ok((await writer.apply([from, to])).ok);
      await vscode.window.showTextDocument(vscode.Uri.file(inRoot('gone/renamed.txt')));
      await vscode.commands.executeCommand('undo');
      await eventually(async () => assert.equal(await onDisk(names[2] ?? ''), `${names[2]}\n`));
      await assert.rejects(stat(inRoot('gone/renamed.txt')), { code: 'ENOENT' });
    });
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
