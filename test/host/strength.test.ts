import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND, SETTING } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';
import { WEAK_SPECIFICATION } from '../kit/weakSession';

const PATIENCE_MS = 180_000;
const ADDED = '  - GIVEN total is exactly 100 WHEN Cart.total is used THEN what is wanted\n';
const BORDER = 'Add criterion: total is exactly 100';

describe('looking how strong tests are, in the editor', function () {
  this.timeout(3 * PATIENCE_MS);
  let folder: vscode.Uri;
  let code: vscode.Uri;
  let specification: vscode.Uri;

  before(async () => {
    const [only] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(only);
    folder = only.uri;
    code = vscode.Uri.joinPath(folder, 'src/cart.js');
    specification = vscode.Uri.joinPath(folder, WEAK_SPECIFICATION);
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.checkStrength, { component: 'cart' });
      assert.ok(shown().length > 0);
    }, PATIENCE_MS);
  });

  afterEach(async () => {
    for (const uri of [code, specification]) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await eventually(() => assert.ok(shown().length > 0), PATIENCE_MS);
  });

  const shown = () => vscode.languages.getDiagnostics(code).filter(({ source }) => source === 'AgentForge');
  const recordFile = async () => {
    const pattern = new vscode.RelativePattern(folder, '.agentforge/history/**/strength.json');
    const [found] = await vscode.workspace.findFiles(pattern, null);
    assert.ok(found);
    return found.fsPath;
  };
  const openSpecification = async () => {
    const editor = await vscode.window.showTextDocument(specification);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '<!-- not saved -->\n'));
    return editor;
  };
  const lineOf = ({ document }: vscode.TextEditor, words: string) =>
    document.positionAt(document.getText().indexOf(words)).line;
  const actionsAt = async (uri: vscode.Uri, range: vscode.Range) => {
    const command = 'vscode.executeCodeActionProvider';
    return (await vscode.commands.executeCommand<vscode.CodeAction[]>(command, uri, range)) ?? [];
  };
  const actionsOn = (editor: vscode.TextEditor, words: string) => {
    const line = lineOf(editor, words);
    return actionsAt(editor.document.uri, new vscode.Range(line, 0, line, 0));
  };
  const take = async ({ command }: vscode.CodeAction) => {
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  };
  const isOpen = (file: string) => vscode.workspace.textDocuments.some(({ uri }) => uri.fsPath === file);
  const border = () => {
    const found = shown().find(({ message }) => message.includes('`>` becomes `>=`'));
    assert.ok(found);
    return found;
  };

  it('marks what no test notices with the missing criterion, and keeps a page', async () => {
    assert.match(
      border().message,
      /^No test notices if `>` becomes `>=` in line 11 of src\/cart\.js\. Missing criterion: GIVEN total is exactly 100/,
    );
    assert.equal(border().severity, vscode.DiagnosticSeverity.Information);
    const document = await vscode.workspace.openTextDocument(code);
    assert.equal(document.getText(border().range), '>');
    const text = await readFile((await recordFile()).replace(/json$/, 'md'), 'utf8');
    assert.match(text, /^# Strength of the tests of cart\n/);
  });

  it('adds a suggested criterion to its requirement as the editor has it, ready to be ended, and one undo takes it back', async () => {
    const editor = await openSpecification();
    const before = editor.document.getText();
    const saved = await readFile(specification.fsPath, 'utf8');
    const action = await eventually(async () => {
      const found = (await actionsOn(editor, '**FR-003**')).find(({ title }) => title === BORDER);
      assert.ok(found);
      return found;
    }, PATIENCE_MS);
    await take(action);
    const demand = '- **FR-003**: Has a total, with ten percent off above 100.\n';
    assert.equal(editor.document.getText(), before.replace(demand, `${demand}${ADDED}`));
    assert.equal(editor.document.getText(vscode.window.activeTextEditor?.selection), 'what is wanted');
    assert.equal(await readFile(specification.fsPath, 'utf8'), saved, 'it was saved');
    const again = await actionsOn(editor, '**FR-003**');
    assert.ok(again.every(({ title }) => title !== BORDER));
    const { version } = editor.document;
    await take(action);
    assert.equal(editor.document.version, version, 'it was added twice');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), before);
  });

  it('suggests at a requirement only what its own tests run', async () => {
    const editor = await openSpecification();
    await eventually(async () => assert.ok((await actionsOn(editor, '**FR-001**')).length > 0), PATIENCE_MS);
    const titles = (await actionsOn(editor, '**FR-001**')).map(({ title }) => title);
    assert.ok(
      titles.some((title) => /price is exactly 0/.test(title)),
      titles.join('\n'),
    );
    assert.ok(titles.every((title) => title !== BORDER));
  });

  it('adds it from the code where it was found, too', async () => {
    const editor = await openSpecification();
    await vscode.window.showTextDocument(code);
    const title = /^Add the missing criterion to the specification: total is exactly 100$/;
    const action = (await actionsAt(code, border().range)).find((each) => title.test(each.title));
    assert.ok(action);
    await take(action);
    assert.ok(editor.document.getText().includes(ADDED));
  });

  it('takes nothing but a suggestion of the last check, and writes nowhere for any other', async () => {
    const editor = await openSpecification();
    const before = editor.document.getText();
    const forged = [
      { component: 'cart', suggestion: 'no such fault' },
      { component: '../cart', suggestion: `src/cart.js:11:18 comparison border` },
      { component: 'cart', suggestion: 7 },
      'cart',
      undefined,
    ];
    for (const wish of forged) await vscode.commands.executeCommand(COMMAND.addSuggestion, wish);
    assert.equal(editor.document.getText(), before);
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.fsPath),
      [specification.fsPath],
    );
  });

  it('opens and writes nothing outside of the project, whatever specification the session names', async () => {
    const editor = await openSpecification();
    const action = await eventually(async () => {
      const found = (await actionsOn(editor, '**FR-003**')).find(({ title }) => title === BORDER);
      assert.ok(found);
      return found;
    }, PATIENCE_MS);
    const pattern = new vscode.RelativePattern(folder, '.agentforge/tdflow/*.yaml');
    const [session] = await vscode.workspace.findFiles(pattern, null);
    assert.ok(session);
    const own = await readFile(session.fsPath, 'utf8');
    const outside = vscode.Uri.joinPath(folder, '../outside.md').fsPath;
    await writeFile(outside, await readFile(specification.fsPath));
    try {
      const before = await readFile(outside, 'utf8');
      await writeFile(session.fsPath, own.replaceAll(WEAK_SPECIFICATION, '../outside.md'));
      await eventually(async () => {
        assert.ok((await actionsOn(editor, '**FR-003**')).every(({ title }) => title !== BORDER));
      }, PATIENCE_MS);
      await take(action);
      assert.ok(!isOpen(outside), 'it was opened');
      assert.equal(await readFile(outside, 'utf8'), before);
    } finally {
      await writeFile(session.fsPath, own);
      await rm(outside);
    }
    await eventually(async () => assert.ok((await actionsOn(editor, '**FR-003**')).length > 0), PATIENCE_MS);
  });

  it('forgets its marks and suggestions while the code is another, and has them again when it is as it was', async () => {
    const editor = await openSpecification();
    const [action] = await eventually(async () => {
      const found = (await actionsOn(editor, '**FR-003**')).filter(({ title }) => title === BORDER);
      assert.equal(found.length, 1);
      return found;
    }, PATIENCE_MS);
    assert.ok(action);
    const before = editor.document.getText();
    const other = await vscode.window.showTextDocument(code);
    await other.edit((edit) => edit.insert(new vscode.Position(0, 0), '// new\n'));
    await eventually(() => assert.deepEqual(shown(), []), PATIENCE_MS);
    assert.ok((await actionsOn(editor, '**FR-003**')).every(({ title }) => title !== BORDER));
    await take(action);
    assert.equal(editor.document.getText(), before);
    await vscode.window.showTextDocument(code);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.ok(shown().length > 0), PATIENCE_MS);
  });

  it('believes no record that was not made here', async () => {
    const file = await recordFile();
    const own = await readFile(file, 'utf8');
    await writeFile(file, own.replace('"original": ">"', '"original": "?"'));
    await vscode.commands.executeCommand(COMMAND.showStrength, { component: 'cart' });
    await eventually(() => assert.deepEqual(shown(), []), PATIENCE_MS);
    await writeFile(file, own);
    await vscode.commands.executeCommand(COMMAND.showStrength, { component: 'cart' });
    await eventually(() => assert.ok(shown().length > 0), PATIENCE_MS);
  });

  it('tries faults for as long as the user says, and no longer than the project says', async () => {
    const limit = async () => {
      await vscode.commands.executeCommand(COMMAND.checkStrength, { component: 'cart' });
      const record: unknown = JSON.parse(await readFile(await recordFile(), 'utf8'));
      return (record as { readonly strength: { readonly limitSeconds: number } }).strength.limitSeconds;
    };
    const settings = vscode.workspace.getConfiguration();
    await settings.update(SETTING.strengthTimeLimit, 61, vscode.ConfigurationTarget.Global);
    try {
      assert.equal(await limit(), 61);
      const file = vscode.Uri.joinPath(folder, '.agentforge/generation.yaml').fsPath;
      await writeFile(file, 'strength: {time_limit_seconds: 59}\n');
      assert.equal(await limit(), 59);
    } finally {
      await settings.update(SETTING.strengthTimeLimit, undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
