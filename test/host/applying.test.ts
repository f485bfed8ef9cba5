import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { applyChanges } from '../../src/core/apply/applyChanges';
import type { JournalEntry } from '../../src/core/apply/journal';
import { rollBack } from '../../src/core/apply/rollBack';
import type { Log } from '../../src/core/lib/log';
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

  it('one undo takes back several files, new ones and changed ones', async () => {
    await writeFile(path.join(project.root, 'old.txt'), 'one\n');
    await apply('tdflow_20260101_120000_000000.001-green-cart', {
      'old.txt': 'two\n',
      'new/a.txt': 'a\n',
      'new/b.txt': 'b\n',
    });
    assert.deepEqual(
      [await onDisk('old.txt'), await onDisk('new/a.txt'), await onDisk('new/b.txt')],
      ['two\n', 'a\n', 'b\n'],
    );
    const document = await vscode.workspace.openTextDocument(path.join(project.root, 'old.txt'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await eventually(async () => {
      assert.equal(document.getText(), 'one\n');
      assert.deepEqual([await isThere('new/a.txt'), await isThere('new/b.txt')], [false, false]);
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
    assert.equal(entry.changes[0]?.after?.hash, sha256(new TextEncoder().encode('formatted\ntwo\n')));
    const rolled = must(await rollBack(entry, project.ports));
    assert.deepEqual([rolled.restored, rolled.merged], [['formatted.txt'], []]);
    assert.equal(await onDisk('formatted.txt'), 'one\n');
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
