import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ProposedFile } from '../../src/core/changes/changeSet';
import { ProposalDocuments } from '../../src/vscode/proposalDocuments';
import { checked } from '../kit/checked';

describe('documents of a proposal', () => {
  let documents: ProposalDocuments;
  before(() => {
    documents = new ProposalDocuments();
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

  function diffInFront(): { readonly label: string; readonly input: vscode.TabInputTextDiff } {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    return { label: tab.label, input: tab.input };
  }

  for (const name of ['src/a.js', '/etc/passwd', '//host/share', 'C:\\temp\\a.js', 'a b#c?d%2F.txt', 'ä/ß.py']) {
    it(`show a file of whatever name: ${name}`, async () => {
      await documents.open('run', proposal(name), { preserveFocus: false });
      const { original, modified } = diffInFront().input;
      assert.equal(original.path, modified.path, 'one path on both sides, so that it is no rename');
      assert.deepEqual(ProposalDocuments.fileOf(modified), { run: 'run', name });
      const document = await vscode.workspace.openTextDocument(modified);
      assert.equal(document.getText(), 'proposed\n');
    });
  }

  it('say what happens to the file, and where it goes', async () => {
    const base = { text: 'old\n', eol: '\n', bom: false, mode: undefined, hash: '' } as const;
    const to = await checked('src/b.js');
    const labels: string[] = [];
    for (const about of [{}, { base }, { base, action: 'delete' }, { base, action: 'rename', to }] as const) {
      await documents.open('run', proposal('src/a.js', about), { preserveFocus: false });
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
    await documents.openChange('a.js (RED of cart)', 'a.js', { run: 'run', before: 'before\n', after: 'after\n' });
    const { original, modified } = diffInFront().input;
    const texts = () => [original, modified].map((uri) => documents.provideTextDocumentContent(uri));
    assert.deepEqual(texts(), ['before\n', 'after\n']);
    const closed = new Promise((resolve) => vscode.window.tabGroups.onDidChangeTabs(resolve));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await closed;
    assert.deepEqual(texts(), ['', '']);
  });
});
