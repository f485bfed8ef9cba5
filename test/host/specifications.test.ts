import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

describe('specifications in the editor', () => {
  let root: string;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const open = (file: string) => vscode.window.showTextDocument(vscode.Uri.file(path.join(root, file)));
  const problemsOf = (editor: vscode.TextEditor) =>
    vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(({ source }) => source === 'AgentForge')
      .map(
        ({ message, range, severity }) => `${vscode.DiagnosticSeverity[severity]} ${range.start.line + 1}: ${message}`,
      );
  const lensesOf = async (editor: vscode.TextEditor) =>
    (await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
      50,
    )) ?? [];

  it('show what is wrong as it is typed, and nothing once it is mended', async () => {
    const editor = await open('specs/001-cart/spec.md');
    await eventually(() =>
      assert.deepEqual(problemsOf(editor), [
        'Warning 23: "US2" has no criterion by which it is known to be met.',
        'Warning 37: the id "FR-002" stands twice; first in line 36. Give one of them another.',
        'Information 36: "FR-002" has an open question: [NEEDS CLARIFICATION: which currency?].',
      ]),
    );
    await editor.edit((edit) => edit.replace(new vscode.Range(36, 4, 36, 10), 'FR-003'));
    await eventually(() => assert.equal(problemsOf(editor).length, 2));
  });

  it('offer to mend what can be mended', async () => {
    const editor = await open('specs/002-cart/spec.md');
    await eventually(() => assert.equal(problemsOf(editor).length, 3));
    for (const [line, title, found] of [
      [36, 'Call it FR-003', /^- \*\*FR-003\*\*: The cart MUST keep/m],
      [
        22,
        'Add a criterion to "US2"',
        /sees what it comes to\.\n\n\*\*Acceptance Scenarios\*\*:\n\n1\. \*\*Given\*\* state/,
      ],
    ] as const) {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new vscode.Range(line, 0, line, 0),
      );
      const action = actions.find((each) => each.title === title);
      assert.ok(action?.edit, title);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      assert.match(editor.document.getText(), found);
    }
    await eventually(() => assert.deepEqual(problemsOf(editor).length, 1));
  });

  it('that cannot be read say where and why', async () => {
    const editor = await open('specs/broken.yaml');
    await eventually(() => assert.match(problemsOf(editor).join('\n'), /^Error [34]: not valid YAML/));
    assert.deepEqual(await lensesOf(editor), []);
  });

  it('have their components, requirements and criteria in the outline', async () => {
    const editor = await open('architecture/Architecture.md');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    const cart = symbols.find(({ name, kind }) => name === 'cart' && kind === vscode.SymbolKind.Class);
    assert.deepEqual(
      cart?.children.map(({ name, children }) => [name, children.map((each) => each.name)]),
      [
        ['FR-1', ['FR-1.1']],
        ['FR-2', []],
      ],
    );
    assert.equal(cart?.range.end.line, 20);
  });

  it('offer above each component what comes next', async () => {
    const editor = await open('architecture/Architecture.md');
    const offered = (await lensesOf(editor)).map(({ range, command }) => [
      range.start.line + 1,
      command?.title,
      command?.command,
      command?.arguments,
    ]);
    const red = ['$(play) Generate RED tests', COMMAND.generateRed];
    assert.deepEqual(offered[0]?.slice(0, 3), [1, 'Read as SPARC architecture', COMMAND.chooseDialect]);
    assert.deepEqual(offered.slice(1), [
      [5, ...red, [{ component: 'cart' }]],
      [22, ...red, [{ component: 'money' }]],
    ]);
  });

  it('say of each requirement whether it is proven, and lead to its tests and back', async () => {
    const editor = await open('proven/Architecture.md');
    const lenses = async (line: number) =>
      (await lensesOf(editor))
        .filter(({ range }) => range.start.line === line - 1)
        .map(({ command }) => command?.title);
    await eventually(async () => assert.deepEqual(await lenses(17), ['FR-1 proven: 1 test passes (GREEN)']));
    assert.deepEqual(await lenses(19), ['FR-2 failing: 1 test fails (GREEN)']);
    assert.equal((await lenses(5)).at(-1), '1 of 2 proven');
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(18, 3),
    );
    const [shown] = hover?.contents ?? [];
    assert.match(
      (shown as vscode.MarkdownString).value,
      /failing: 1 test fails[^\n]*\n- \[test_fr_2_total\]\(file:.*test_cart\.py#L5\): failed\n\nCode: \[src\/shop\/cart\.py\]/,
    );
    editor.selection = new vscode.Selection(18, 3, 18, 3);
    await vscode.commands.executeCommand(COMMAND.goToTest);
    const at = () => {
      const { document, selection } = vscode.window.activeTextEditor ?? {};
      return [document && vscode.workspace.asRelativePath(document.uri), selection?.active.line];
    };
    assert.deepEqual(at(), ['tests/test_cart.py', 4]);
    await vscode.commands.executeCommand(COMMAND.goToRequirement);
    assert.deepEqual(at(), ['proven/Architecture.md', 18]);
  });

  it('mark only the requirement whose text changed, until a person looked at it', async () => {
    const editor = await open('proven/Architecture.md');
    const titles = async () => (await lensesOf(editor)).map(({ command }) => command?.title ?? '').join('\n');
    await editor.edit((edit) =>
      edit.insert(new vscode.Position(16, editor.document.lineAt(16).text.length), ' Always.'),
    );
    await eventually(async () =>
      assert.match(
        await titles(),
        /FR-1 stale: its text changed since GREEN of .*\n\$\(check\) Accept drift\nFR-2 failing/,
      ),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(16, 0, 16, 0),
    );
    const accept = actions.find(({ title }) => title.startsWith('Accept the change of FR-1'))?.command;
    assert.ok(accept);
    await vscode.commands.executeCommand(accept.command, ...(accept.arguments ?? []));
    await eventually(async () => assert.match(await titles(), /FR-1 proven: .* you looked at its change on/));
    await editor.edit((edit) => edit.insert(new vscode.Position(16, editor.document.lineAt(16).text.length), ' Ever.'));
    await eventually(async () => assert.match(await titles(), /FR-1 stale/));
    editor.selection = new vscode.Selection(17, 0, 17, 0);
    await vscode.commands.executeCommand(COMMAND.acceptDrift, editor.document.uri);
    await eventually(async () => assert.match(await titles(), /FR-1 proven: .* you looked at its change on/));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are read as the user chooses, and completed in that dialect', async () => {
    const editor = await open('specs/002-cart/spec.md');
    const { uri } = editor.document;
    const run = (command: string, ...rest: unknown[]) => vscode.commands.executeCommand(command, ...rest);
    const readAs = async () =>
      (await lensesOf(editor)).map(({ command }) => command?.title).find((title) => title?.startsWith('Read as'));
    assert.equal(await readAs(), 'Read as Spec Kit');
    await run(COMMAND.chooseDialect, uri, 'markdown');
    assert.match(editor.document.getText(), /^<!-- agentforge: dialect=markdown -->\n/);
    await eventually(async () => assert.equal(await readAs(), 'Read as Markdown with numbered requirements'));
    const last = editor.document.lineCount;
    await editor.edit((edit) =>
      edit.insert(new vscode.Position(last, 0), '\n\n- FR-070: It MUST add and MUST take away.\n- '),
    );
    const at = new vscode.Position(editor.document.lineCount - 1, 2);
    const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      at,
    );
    assert.ok(offered.items.some(({ label }) => label === 'FR-071'));
    const line = at.line - 1;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(line, 0, line, 0),
    );
    const split = actions.find(({ title }) => title === 'Split into two, the second as FR-071');
    assert.ok(split?.edit && (await vscode.workspace.applyEdit(split.edit)));
    assert.match(editor.document.getText(), /\n- FR-070: It MUST add\.\n- FR-071: It MUST take away\.\n- $/);
    await run('workbench.action.files.revert');
  });

  it('are not made of files that are none', async () => {
    for (const file of ['docs/api.yaml', 'README.md']) {
      const editor = await open(file);
      assert.deepEqual(await lensesOf(editor), [], file);
      assert.deepEqual(problemsOf(editor), [], file);
    }
  });
});
