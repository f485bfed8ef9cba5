import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProposedFile } from '../../src/core/changes/changeSet';
import { ProposalFiles } from '../../src/vscode/review/proposalFiles';
import { checked } from '../kit/checked';

describe('files of a proposal', () => {
  let documents: ProposalFiles;
  before(() => {
    documents = new ProposalFiles();
  });
  after(() => documents.dispose());
  afterEach(() => documents.close('run'));

  function proposal(name: string, about: Partial<ProposedFile> = {}): ProposedFile {
    return {
      name,
      action: 'write',
      path: undefined,
      to: undefined,
      base: undefined,
      text: 'proposed\n',
      state: 'complete',
      refusal: undefined,
      protected: false,
      ...about,
    };
  }

  async function open(file: ProposedFile): Promise<void> {
    documents.update('run', file);
    await documents.open({ run: 'run', file }, { preserveFocus: false });
  }

  function diffInFront(): { readonly label: string; readonly input: vscode.TabInputTextDiff } {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    return { label: tab.label, input: tab.input };
  }

  for (const name of ['src/a.js', '/etc/passwd', '//host/share', 'C:\\temp\\a.js', 'a b#c?d%2F.txt', 'ä/ß.py']) {
    it(`show a file of whatever name: ${name}`, async () => {
      await open(proposal(name));
      const { original, modified } = diffInFront().input;
      assert.equal(original.path, modified.path, 'one path on both sides, so that it is no rename');
      assert.deepEqual(ProposalFiles.fileOf(modified), { run: 'run', name });
      const document = await vscode.workspace.openTextDocument(modified);
      assert.equal(document.getText(), 'proposed\n');
    });
  }

  it('say what happens to the file, and where it goes', async () => {
    const base = { text: 'old\n', eol: '\n', bom: false, mode: undefined, hash: '' } as const;
    const to = await checked('src/b.js');
    const labels: string[] = [];
    for (const about of [{}, { base }, { base, action: 'delete' }, { base, action: 'rename', to }] as const) {
      await open(proposal('src/a.js', about));
      labels.push(diffInFront().label);
      await documents.close('run');
    }
    assert.deepEqual(labels, [
      'src/a.js (new)',
      'src/a.js (proposed)',
      'src/a.js (deleted)',
      'src/a.js → src/b.js (renamed)',
    ]);
  });

  it('keep no text of a comparison that was closed', async () => {
    const change = { path: 'a.js', before: 'before\n', after: 'after\n', isNew: false };
    await documents.openChange('a.js (RED of cart)', 'run', change);
    const { original, modified } = diffInFront().input;
    assert.equal(documents.provideTextDocumentContent(original), 'before\n');
    assert.equal(documents.readFile(modified).toString(), 'after\n');
    const closed = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await closed;
    assert.equal(documents.provideTextDocumentContent(original), '');
    assert.throws(() => documents.readFile(modified), { code: 'FileNotFound' });
  });

  it('are read-only while they grow, follow each update, and can be written once they are whole', async () => {
    const file = proposal('src/a.js', { state: 'streaming', text: 'one\n' });
    await open(file);
    const { modified } = diffInFront().input;
    const document = await vscode.workspace.openTextDocument(modified);
    assert.equal(documents.stat(modified).permissions, vscode.FilePermission.Readonly);
    const followed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document || document.getText() !== 'one\ntwo\n') return;
        listener.dispose();
        resolve();
      });
    });
    documents.update('run', { ...file, text: 'one\ntwo\n' });
    await followed;
    documents.update('run', { ...file, text: 'one\ntwo\n', state: 'complete' }, { isWritable: true });
    assert.equal(documents.stat(modified).permissions, undefined);
  });

  it('tell what the user makes of them, before it is saved', async () => {
    const file = proposal('src/b.js', { text: 'one\n' });
    documents.update('run', file, { isWritable: true });
    await documents.open({ run: 'run', file }, { preserveFocus: false });
    const { modified } = diffInFront().input;
    const edited = new Promise((resolve) => documents.onDidEdit(resolve));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(modified, new vscode.Position(0, 0), 'mine\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.deepEqual(await edited, { run: 'run', name: 'src/b.js', text: 'mine\none\n' });
  });
});
