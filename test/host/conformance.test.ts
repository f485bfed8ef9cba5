import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { eventually } from '../kit/eventually';

const CONTRACT = 'contracts/own.contract.yaml';
const EXEMPTION = '.agentforge/exemptions/e1.yaml';

describe('conformance in the editor', () => {
  let root: string;

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const uriOf = (file: string) => vscode.Uri.file(path.join(root, file));
  const open = (file: string) => vscode.window.showTextDocument(uriOf(file));
  const found = (file: string) =>
    vscode.languages.getDiagnostics(uriOf(file)).filter(({ source }) => source === 'AgentForge');
  const codeOf = ({ code }: vscode.Diagnostic) =>
    typeof code === 'object' ? code : { value: code, target: undefined };
  const problems = (file: string) =>
    found(file)
      .map((each) => {
        const severity = vscode.DiagnosticSeverity[each.severity];
        return `${severity} ${each.range.start.line + 1} ${codeOf(each).value ?? '-'}: ${each.message}`;
      })
      .sort();
  const save = async (editor: vscode.TextEditor, change: (edit: vscode.TextEditorEdit) => void) => {
    await editor.edit(change);
    assert.ok(await editor.document.save());
  };
  const actionsAt = async (file: string, line: number) =>
    (
      await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uriOf(file),
        new vscode.Range(line - 1, 4, line - 1, 4),
      )
    ).filter(({ command }) => command?.command.startsWith('agentforge.'));

  it('shows what is wrong in a file that is opened, each with its check and a way to its contract', async () => {
    await open('src/cart.py');
    await eventually(() =>
      assert.deepEqual(problems('src/cart.py'), [
        'Error 2 no-print: No print. Log it.',
        'Warning 1 few-branches: total has a cyclomatic complexity of 2; at most 1 are allowed.',
      ]),
    );
    const [first] = found('src/cart.py').filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.equal(first && codeOf(first).target?.toString(), `${uriOf(CONTRACT)}#L6`);
    assert.deepEqual(problems('src/other.py'), [], 'nobody opened it');
  });

  it('looks again at a file that is saved, and at that one alone', async () => {
    const editor = await open('src/new.py');
    await save(editor, (edit) => edit.insert(new vscode.Position(1, 0), 'print(x)\n'));
    await eventually(() => assert.deepEqual(problems('src/new.py'), ['Error 2 no-print: No print. Log it.']));
    await save(editor, (edit) => edit.delete(new vscode.Range(1, 0, 2, 0)));
    await eventually(() => assert.deepEqual(problems('src/new.py'), []));
    assert.deepEqual(problems('src/other.py'), []);
  });

  it('forgets what it said of the files of a folder that goes', async () => {
    await mkdir(path.join(root, 'src/part'));
    await writeFile(path.join(root, 'src/part/gone.py'), 'print(1)\n');
    await open('src/part/gone.py');
    await eventually(() => assert.equal(problems('src/part/gone.py').length, 1));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await rm(path.join(root, 'src/part'), { recursive: true });
    await eventually(() => assert.deepEqual(problems('src/part/gone.py'), []));
  });

  it('looks at what is typed when the rules change, and at the file again when that is given up', async () => {
    const editor = await open('src/new.py');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'print(x)\n'));
    await writeFile(path.join(root, '.gitignore'), 'built/\nelsewhere/\n');
    await eventually(() => assert.deepEqual(problems('src/new.py'), ['Error 2 no-print: No print. Log it.']));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.deepEqual(problems('src/new.py'), []));
  });

  it('says nothing of what git ignores', async () => {
    await open('built/made.py');
    await open('src/other.py');
    await eventually(() => assert.equal(problems('src/other.py').length, 1));
    assert.deepEqual(problems('built/made.py'), []);
  });

  it('shows at its check what the project as a whole lacks, until it is there', async () => {
    await eventually(() =>
      assert.match(problems(CONTRACT).join('\n'), /Information 19 a-readme: There is no file README/),
    );
    await writeFile(path.join(root, 'README.md'), '# Shop\n');
    await eventually(() => assert.doesNotMatch(problems(CONTRACT).join('\n'), /README/));
  });

  it('says which checks nobody can tell, and shows a pattern that hangs as not evaluated', async () => {
    await eventually(() =>
      assert.match(problems(CONTRACT).join('\n'), /Warning 24 -: This check is not evaluated: it is a Python function/),
    );
    await open('slow/a.txt');
    await eventually(() =>
      assert.deepEqual(problems('slow/a.txt'), [
        'Warning 1 for-ever: This check could not be evaluated in this file: its pattern takes longer than 2 s in this file.',
      ]),
    );
  });

  it('offers to fix what belongs to a component, to exempt, and to open the contract', async () => {
    await open('src/cart.py');
    await eventually(() => assert.equal(problems('src/cart.py').length, 2));
    const actions = await actionsAt('src/cart.py', 2);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix no-print with AgentForge', 'Exempt no-print with a reason', 'Open the contract of no-print'],
    );
    const opens = actions.at(-1)?.command;
    await vscode.commands.executeCommand(opens?.command ?? '', ...(opens?.arguments ?? []));
    const { document, selection } = vscode.window.activeTextEditor ?? {};
    assert.deepEqual([document?.uri.fsPath, selection?.start.line], [uriOf(CONTRACT).fsPath, 5]);
  });

  it('does not offer to fix what belongs to no component', async () => {
    await open('src/other.py');
    await eventually(() => assert.equal(problems('src/other.py').length, 1));
    const [first] = await actionsAt('src/other.py', 1);
    assert.equal(first?.title, 'Why AgentForge cannot fix no-print here');
  });

  it('lets through what is exempted, and shows it again when the exemption is gone', async () => {
    await open('src/other.py');
    await eventually(() => assert.equal(problems('src/other.py').length, 1));
    const text =
      "id: e1\ncontract_id: own\ncheck_ids: [no-print]\nreason: For people\napproved_by: Ada\nscope: {type: file_pattern, patterns: ['src/*']}\n";
    await mkdir(path.dirname(path.join(root, EXEMPTION)), { recursive: true });
    await writeFile(path.join(root, EXEMPTION), text);
    await eventually(() => assert.deepEqual(problems('src/other.py'), []));
    await writeFile(path.join(root, EXEMPTION), `${text}expires: '2020-01-01'\n`);
    await eventually(() =>
      assert.match(problems('src/other.py').join(), /The exemption e1 for it does not hold any more/),
    );
    await rm(path.join(root, EXEMPTION));
    await eventually(() => assert.deepEqual(problems('src/other.py'), ['Error 1 no-print: No print. Log it.']));
  });

  it('shows what is wrong in a contract as it is typed, and in its files once it is saved', async () => {
    const editor = await open(CONTRACT);
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('print[(]'));
    const whole = editor.document.lineAt(line).range;
    const before = editor.document.getText(whole);
    await editor.edit((edit) => edit.replace(whole, "    config: {pattern: 'print(', mode: forbit}"));
    await eventually(() => {
      const said = problems(CONTRACT).join('\n');
      assert.match(said, /Error 12 -: "mode" is "forbit"\. Write one of forbid, require/);
    });
    assert.equal(problems('src/other.py').length, 1, 'what is saved holds');
    await save(editor, (edit) => edit.replace(editor.document.lineAt(line).range, before.replace('print', 'prnt')));
    await eventually(() => assert.deepEqual(problems('src/other.py'), []));
    await save(editor, (edit) => edit.replace(editor.document.lineAt(line).range, before));
    await eventually(() => assert.equal(problems('src/other.py').length, 1));
  });

  it('completes a contract', async () => {
    const editor = await open(CONTRACT);
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('severity: warning'));
    const at = new vscode.Position(line, '    severity: '.length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      at,
    );
    const labels = items.map(({ label }) => label);
    for (const severity of ['error', 'warning', 'info']) assert.ok(labels.includes(severity), labels.join());
  });

  it('offers to try each pattern', async () => {
    const editor = await open(CONTRACT);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
      10,
    );
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line + 1, command?.title, command?.command]),
      [[6, '$(search) Try this pattern', COMMAND.tryPattern]],
    );
  });

  it('says of a file that no language server knows that its questions are not evaluated', async () => {
    await open('asked/a.py');
    const unknown = (check: string, why: string) =>
      `Information 1 ${check}: This check could not be evaluated in this file: ${why}.`;
    await eventually(() =>
      assert.deepEqual(problems('asked/a.py'), [
        unknown('clean', 'no such problem is reported in it, and nobody says whether anybody looked for one'),
        unknown('no-struct', 'the index of symbols does not know the kind struct'),
        unknown('used', 'no language server tells what refers to total'),
      ]),
    );
  });

  it('asks language servers where there are some', async () => {
    const uri = uriOf('asked/a.py');
    const files = { scheme: 'file', pattern: '**/asked/*.py' };
    const at = new vscode.Range(0, 4, 0, 9);
    const whole = new vscode.Range(0, 0, 1, 8);
    const reports = vscode.languages.createDiagnosticCollection('of a test');
    const servers = [
      reports,
      vscode.languages.registerDocumentSymbolProvider(files, {
        provideDocumentSymbols: () => [
          new vscode.DocumentSymbol('total', '', vscode.SymbolKind.Function, whole, at),
          new vscode.DocumentSymbol(
            'Money',
            '',
            vscode.SymbolKind.Struct,
            new vscode.Range(1, 0, 1, 8),
            new vscode.Range(1, 4, 1, 8),
          ),
        ],
      }),
      vscode.languages.registerReferenceProvider(files, {
        provideReferences: () => [new vscode.Location(uri, at)],
      }),
    ];
    try {
      await open('asked/a.py');
      reports.set(uri, [new vscode.Diagnostic(at, 'total is not a number', vscode.DiagnosticSeverity.Error)]);
      await eventually(() =>
        assert.deepEqual(problems('asked/a.py'), [
          'Warning 1 clean: Clean: total is not a number.',
          'Warning 1 used: Nothing refers to the function total: All is used.',
          'Warning 2 no-struct: The struct Money is not allowed here: No struct.',
        ]),
      );
    } finally {
      for (const server of servers) server.dispose();
    }
  });

  it('holds the whole project against its contracts, and opens the report', async () => {
    await vscode.commands.executeCommand(COMMAND.checkConformance);
    const report = await readFile(path.join(root, '.agentforge/reports/conformance.md'), 'utf8');
    assert.match(report, /^# Conformance\n[\s\S]*\[own\/no-print\]\(\.\.\/\.\.\/contracts\/own\.contract\.yaml#L\d+\)/);
    assert.match(report, /## Not evaluated\n[\s\S]*own\/by-python/);
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
    await eventually(() => assert.ok(tabs().includes('Preview conformance.md'), tabs().join()));
  });
});
