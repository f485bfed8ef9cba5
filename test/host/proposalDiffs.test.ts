import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProposedFile } from '../../src/core/changes/changeSet';
import { FollowingTab } from '../../src/vscode/review/followingTab';
import { ProposalDiffs } from '../../src/vscode/review/proposalDiffs';
import { proposalNameOf } from '../../src/vscode/review/proposalUri';
import { checked } from '../kit/checked';
import { eventually } from '../kit/eventually';

describe('files of a proposal', () => {
  let documents: ProposalDiffs;
  before(() => {
    documents = new ProposalDiffs();
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
    await documents.open({ run: 'run', file }, { preserveFocus: false, preview: false });
  }

  function diffInFront(): { readonly label: string; readonly input: vscode.TabInputTextDiff } {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    return { label: tab.label, input: tab.input };
  }

  async function insertAtStart(uri: vscode.Uri): Promise<boolean> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), 'mine\n');
    return vscode.workspace.applyEdit(edit);
  }

  for (const name of ['src/a.js', '/etc/passwd', '//host/share', 'C:\\temp\\a.js', 'a b#c?d%2F.txt', 'ä/ß.py']) {
    it(`show a file of whatever name: ${name}`, async () => {
      await open(proposal(name));
      const { original, modified } = diffInFront().input;
      assert.equal(original.path, modified.path, 'one path on both sides, so that it is no rename');
      assert.deepEqual(proposalNameOf(modified), { run: 'run', name });
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
    assert.equal(documents.texts.provideTextDocumentContent(original), 'before\n');
    assert.equal(documents.texts.readFile(modified).toString(), 'after\n');
    const closed = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await closed;
    assert.equal(documents.texts.provideTextDocumentContent(original), '');
    assert.throws(() => documents.texts.readFile(modified), { code: 'FileNotFound' });
  });

  it('are opened once more where the editor could not read them at first', async () => {
    const late = proposal('late.js');
    const opening = documents.open({ run: 'run', file: late }, { preserveFocus: false, preview: false });
    await eventually(() => assert.equal(diffInFront().label, 'late.js (new)'));
    documents.update('run', late);
    await opening;
    const shown = vscode.window.visibleTextEditors.map(({ document }) => proposalNameOf(document.uri)?.name);
    assert.deepEqual(shown, ['late.js', 'late.js']);
    assert.equal(
      vscode.window.tabGroups.activeTabGroup.tabs.filter(({ label }) => label === 'late.js (new)').length,
      1,
    );
  });

  it('keep the texts of an editor that shows several until that is closed, whatever diff of one is closed before', async () => {
    const changes = ['a.js', 'b.js'].map((name) => ({ path: name, before: 'before\n', after: name, isNew: false }));
    const textOf = (uri: vscode.Uri) => documents.texts.readFile(uri).toString();
    const [first] = changes;
    assert.ok(first);
    await documents.openChange('a.js (RED of cart)', 'run', first);
    await vscode.commands.executeCommand('workbench.action.keepEditor');
    const { modified: a } = diffInFront().input;
    const b = a.with({ path: '/b.js', query: a.query.replace('a.js', 'b.js') });
    await documents.openChanges('1 RED of cart', 'run', changes);
    for (const wanted of ['a.js (RED of cart)', '1 RED of cart']) {
      assert.deepEqual([textOf(a), textOf(b)], ['a.js', 'b.js']);
      const tab = vscode.window.tabGroups.activeTabGroup.tabs.find(({ label }) => label.startsWith(wanted));
      assert.ok(tab, wanted);
      const closed = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
      await vscode.window.tabGroups.close(tab);
      await closed;
    }
    for (const uri of [a, b]) assert.throws(() => textOf(uri), { code: 'FileNotFound' });
  });

  it('are all there in an editor that shows several and takes the place of one of them', async () => {
    const change = { path: 'a.js', before: 'before\n', after: 'after\n', isNew: false };
    await documents.openChange('a.js (RED of cart)', 'run', change);
    const { modified } = diffInFront().input;
    await documents.openChanges('1 RED of cart', 'run', [change]);
    await eventually(() => {
      const labels = vscode.window.tabGroups.activeTabGroup.tabs.map(({ label }) => label);
      assert.deepEqual(labels, ['1 RED of cart (1 file)']);
    });
    assert.equal(documents.texts.readFile(modified).toString(), 'after\n');
    await documents.close('run', '1 RED of cart');
  });

  it('are shown one at a time as they arrive', async () => {
    const tab = new FollowingTab(documents, () => true, { debug: () => {}, info: () => {}, warn: () => {} });
    const labels = () => vscode.window.tabGroups.activeTabGroup.tabs.map(({ label }) => label);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const arrive = (name: string) => {
      documents.update('run', proposal(name));
      tab.show({ run: 'run', file: proposal(name) });
    };
    for (const name of ['1.js', '2.js', '3.js', '4.js']) arrive(name);
    await eventually(() => assert.deepEqual(labels(), ['4.js (new)']));
    arrive('5.js');
    await eventually(() => assert.deepEqual(labels(), ['5.js (new)']));
    await tab.stop();
  });

  it('are read-only while they grow, follow each update, and can be written once they are whole', async () => {
    const file = proposal('src/a.js', { state: 'streaming', text: 'one\n' });
    await open(file);
    const { modified } = diffInFront().input;
    const document = await vscode.workspace.openTextDocument(modified);
    assert.equal(documents.texts.stat(modified).permissions, vscode.FilePermission.Readonly);
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
    assert.equal(documents.texts.stat(modified).permissions, undefined);
  });

  for (const saving of ['off', 'afterDelay'] as const) {
    it(`leave nothing to save when they are closed just after the user typed; files.autoSave is ${saving}`, async () => {
      const settings = vscode.workspace.getConfiguration('files');
      await settings.update('autoSave', saving, vscode.ConfigurationTarget.Global);
      await settings.update('autoSaveDelay', 10, vscode.ConfigurationTarget.Global);
      const file = proposal('src/c.js', { text: 'one\n' });
      documents.update('run', file, { isWritable: true });
      await documents.open({ run: 'run', file }, { preserveFocus: false, preview: false });
      const { modified } = diffInFront().input;
      for (let times = 0; times < 3; times++) {
        // An edit that meets a save is refused.
        await eventually(async () => assert.ok(await insertAtStart(modified)));
      }
      await documents.close('run');
      await vscode.workspace.saveAll();
      assert.deepEqual(
        vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.path),
        [],
      );
      assert.deepEqual(
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label),
        [],
      );
    });
  }

  it('are closed when an earlier window left them, but for what somebody typed', async () => {
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    await open(proposal('src/left.js'));
    documents.update('run', proposal('src/typed.js'), { isWritable: true });
    await documents.open({ run: 'run', file: proposal('src/typed.js') }, { preserveFocus: false, preview: false });
    assert.ok(await insertAtStart(diffInFront().input.modified));
    documents.dispose();
    documents = new ProposalDiffs();
    const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    await eventually(() => assert.deepEqual(labels(), ['src/typed.js (new)']));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  });

  it('tell what the user makes of them, before it is saved', async () => {
    const file = proposal('src/b.js', { text: 'one\n' });
    documents.update('run', file, { isWritable: true });
    await documents.open({ run: 'run', file }, { preserveFocus: false, preview: false });
    const { modified } = diffInFront().input;
    const edited = new Promise((resolve) => documents.texts.onDidEdit(resolve));
    assert.ok(await insertAtStart(modified));
    assert.deepEqual(await edited, { run: 'run', name: 'src/b.js', text: 'mine\none\n' });
  });
});
