import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { applyChanges, contentsOf, recordOf } from '../../src/core/apply/applyChanges';
import type { JournalEntry } from '../../src/core/apply/journal';
import { rollBack } from '../../src/core/apply/rollBack';
import type { Log } from '../../src/core/lib/log';
import { undoUnjudged } from '../../src/core/tdflow/undoUnjudged';
import { checkPath } from '../../src/core/workspace/checkedPath';
import { sha256 } from '../../src/node/hash';
import type { Project } from '../../src/node/project';
import { openEditorProject } from '../../src/vscode/editorProject';
import { eventually } from '../kit/eventually';
import { must } from '../kit/must';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {} };

describe('applying a generation in the editor', () => {
  let project: Project;
  let state: string;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    state = await mkdtemp(path.join(tmpdir(), 'agentforge-state-'));
    project = openEditorProject(folder, '', { ...process.env, XDG_STATE_HOME: state }, silent);
  });

  after(() => rm(state, { recursive: true }));

  const onDisk = (name: string) => readFile(path.join(project.root, name), 'utf8');
  const isThere = (name: string) =>
    stat(path.join(project.root, name)).then(
      () => true,
      () => false,
    );

  const hashOf = (text: string) => sha256(new TextEncoder().encode(text));

  async function storedEntry(id: string): Promise<JournalEntry> {
    const entry = (await project.ports.journal.readEntries()).find((each) => each.id === id);
    assert.ok(entry);
    return entry;
  }

  async function apply(id: string, texts: Readonly<Record<string, string>>): Promise<JournalEntry> {
    const { writer, links } = project.ports;
    const changes = [];
    for (const [name, text] of Object.entries(texts)) {
      const to = must(await checkPath(name, links));
      const before = await writer.current(to);
      assert.notEqual(before, 'unreadable');
      const after = { bytes: new TextEncoder().encode(text), mode: undefined };
      changes.push({ path: to, before: before === 'unreadable' ? undefined : before, after });
    }
    const about = { id, sessionId: 'tdflow_20260101_120000_000000', component: 'cart', phase: 'green' as const };
    return must(await applyChanges({ ...about, at: '2026-01-01T12:00:00.000Z', changes }, project.ports));
  }

  it('one undo takes back a hundred files, new ones and changed ones', async () => {
    const names = Array.from({ length: 97 }, (_, index) => `new/${index}.txt`);
    await writeFile(path.join(project.root, 'old.txt'), 'one\n');
    await apply('tdflow_20260101_120000_000000.001-green-cart', {
      'old.txt': 'two\n',
      'new/a.txt': 'a\n',
      'new/b.txt': 'b\n',
      ...Object.fromEntries(names.map((name) => [name, 'new\n'])),
    });
    for (const name of names) assert.ok(await isThere(name), name);
    assert.deepEqual(
      [await onDisk('old.txt'), await onDisk('new/a.txt'), await onDisk('new/b.txt')],
      ['two\n', 'a\n', 'b\n'],
    );
    const document = await vscode.workspace.openTextDocument(path.join(project.root, 'old.txt'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await eventually(async () => {
      assert.equal(document.getText(), 'one\n');
      for (const name of ['new/a.txt', 'new/b.txt', ...names]) assert.equal(await isThere(name), false, name);
    });
    await document.save();
    assert.equal(await onDisk('old.txt'), 'one\n');
  });

  it('records what formatting made of a file while it was saved, so that rollback still knows it as its own', async () => {
    await writeFile(path.join(project.root, 'formatted.txt'), 'one\n');
    const formatter = vscode.languages.registerDocumentFormattingEditProvider('plaintext', {
      provideDocumentFormattingEdits: () => [vscode.TextEdit.insert(new vscode.Position(0, 0), 'formatted\n')],
    });
    const entry = await apply('tdflow_20260101_120000_000000.002-green-cart', { 'formatted.txt': 'two\n' });
    formatter.dispose();
    assert.equal(await onDisk('formatted.txt'), 'formatted\ntwo\n');
    const [change] = entry.changes;
    assert.deepEqual([change?.after?.hash, change?.proposed], [hashOf('formatted\ntwo\n'), hashOf('two\n')]);
    assert.deepEqual((await storedEntry(entry.id)).changes[0]?.proposed, hashOf('two\n'));
    assert.ok(must(await project.ports.journal.readContents(entry)).has(hashOf('two\n')), 'what was proposed is kept');
    const rolled = must(await rollBack(entry, project.ports));
    assert.deepEqual([rolled.restored, rolled.merged], [['formatted.txt'], []]);
    assert.equal(await onDisk('formatted.txt'), 'one\n');
  });

  it('takes what is typed and not saved as the base: applies on it, and rolls back to it', async () => {
    await writeFile(path.join(project.root, 'base.txt'), 'one\n');
    const document = await vscode.workspace.openTextDocument(path.join(project.root, 'base.txt'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed\n'));
    const entry = await apply('tdflow_20260101_120000_000000.003-green-cart', {
      'base.txt': 'typed\none\ngenerated\n',
    });
    assert.equal(await onDisk('base.txt'), 'typed\none\ngenerated\n');
    assert.deepEqual([document.getText(), document.isDirty], ['typed\none\ngenerated\n', false]);
    assert.deepEqual([entry.changes[0]?.before?.hash, entry.changes[0]?.proposed], [hashOf('typed\none\n'), undefined]);
    const rolled = must(await rollBack(entry, project.ports));
    assert.deepEqual([rolled.restored, rolled.merged], [['base.txt'], []]);
    assert.equal(document.getText(), 'typed\none\n');
    assert.equal(await onDisk('base.txt'), 'typed\none\n');
  });

  it('applies 500 files in several edits and takes them back, and the extension host works on in between', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `many/${String(index).padStart(3, '0')}.txt`);
    const old = names.filter((_, index) => index % 5 === 0);
    await mkdir(path.join(project.root, 'many'));
    for (const name of old) await writeFile(path.join(project.root, name), `${name}\n`);
    /** How often the timer had fired when each edit's files were made or deleted, and how many they were. */
    const edits: { readonly ticks: number; readonly files: number }[] = [];
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    const onFiles = ({ files }: { readonly files: readonly vscode.Uri[] }) =>
      edits.push({ ticks, files: files.length });
    const watching = [vscode.workspace.onDidCreateFiles(onFiles), vscode.workspace.onDidDeleteFiles(onFiles)];
    try {
      const texts = Object.fromEntries(names.map((name) => [name, `generated ${name}\n`]));
      const entry = await apply('tdflow_20260101_120000_000000.004-green-cart', texts);
      assert.equal(edits.length, 10, 'edits');
      assert.ok(edits.every(({ files }, index) => files === 40 && edits[index - 1]?.ticks !== edits[index]?.ticks));
      for (const name of names) assert.equal(await onDisk(name), `generated ${name}\n`);
      const opened = vscode.workspace.textDocuments.map(({ uri }) => vscode.workspace.asRelativePath(uri));
      assert.deepEqual(
        names.filter((name) => opened.includes(name) && !old.includes(name)),
        [],
        'a new file is no model',
      );
      const [before, shown] = [ticks, names[1] ?? ''];
      edits.length = 0;
      await vscode.window.showTextDocument(vscode.Uri.file(path.join(project.root, shown)), { preview: false });
      must(await rollBack(entry, project.ports));
      assert.ok(ticks > before);
      assert.deepEqual(
        edits.map(({ files }) => files),
        [1],
        'only what is open is the work of the editor, which takes long for each file',
      );
      assert.equal((await storedEntry(entry.id)).state, 'rolled-back');
    } finally {
      clearInterval(timer);
      for (const each of watching) each.dispose();
    }
    for (const name of old) assert.equal(await onDisk(name), `${name}\n`);
    for (const name of names) assert.equal(await isThere(name), old.includes(name));
  });

  it('takes a generation back when everything was closed and another window asks for it', async () => {
    await writeFile(path.join(project.root, 'closed.txt'), 'one\n');
    const id = 'tdflow_20260101_120000_000000.005-green-cart';
    await apply(id, { 'closed.txt': 'two\n', 'fresh/new.txt': 'new\n' });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const { ports } = openEditorProject(folder, '', { ...process.env, XDG_STATE_HOME: state }, silent);
    const rolled = must(await rollBack(await storedEntry(id), ports));
    assert.deepEqual([...rolled.restored].sort(), ['closed.txt', 'fresh/new.txt']);
    assert.equal(await onDisk('closed.txt'), 'one\n');
    assert.equal(await isThere('fresh'), false, 'a folder that was made for it goes too');
  });

  it('gives back what an editor left that was killed in the middle of saving', async () => {
    const [mine, generated] = ['my work\n'.repeat(100), `generated\n${'my work\n'.repeat(100)}`];
    const bytes = (text: string) => ({ bytes: new TextEncoder().encode(text), mode: undefined });
    await writeFile(path.join(project.root, 'killed.txt'), generated.slice(0, 200));
    const place = must(await checkPath('killed.txt', project.ports.links));
    const change = { path: place, before: bytes(mine), after: bytes(generated) };
    const intent: JournalEntry = {
      ...{ id: 'tdflow_20260101_120000_000000.006-green-cart', sessionId: 'tdflow_20260101_120000_000000' },
      ...{ component: 'cart', phase: 'green', at: '2026-01-01T12:00:00.000Z', state: 'intent', createdFolders: [] },
      changes: [recordOf(change, sha256)],
    };
    must(await project.ports.journal.writeEntry(intent, contentsOf([change])));
    const undone = must(await undoUnjudged(intent, project.ports));
    assert.deepEqual([undone.restored, undone.merged], [['killed.txt'], []]);
    assert.equal(await onDisk('killed.txt'), mine);
  });

  it('reads what is typed and not saved as the text that a generation starts from', async () => {
    await writeFile(path.join(project.root, 'typed.txt'), 'one\n');
    const document = await vscode.workspace.openTextDocument(path.join(project.root, 'typed.txt'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed\n'));
    const read = await project.ports.reader.read(must(await checkPath('typed.txt', project.ports.links)));
    assert.ok(read !== undefined && read !== 'unreadable');
    assert.equal(read.text, 'typed\none\n');
    assert.equal(await onDisk('typed.txt'), 'one\n');
  });
});
