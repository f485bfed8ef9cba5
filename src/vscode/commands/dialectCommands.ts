import type { Disposable, TextDocument, Uri } from 'vscode';
import { window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import { chooseDialect } from '../../core/spec/chosenDialect';
import { DIALECT_LABEL, dialectsFor } from '../../core/spec/dialects';
import type { Dialect } from '../../core/spec/requirement';
import { COMMAND } from '../manifest';
import { editRange } from '../specifications/editRange';
import { registerCommand } from './registerCommand';

const FILE = /\.(?:ya?ml|md|markdown)$/i;

/** How an open specification is read, where its content was taken for something else. */
export function dialectCommands(log: Log): Disposable[] {
  return [registerCommand(COMMAND.chooseDialect, log, choose)];
}

/** @param wanted one of the dialects of the file, as a key binding may name it; without it the user is asked */
async function choose(uri?: Uri, wanted?: unknown): Promise<void> {
  const document = uri === undefined ? window.activeTextEditor?.document : await workspace.openTextDocument(uri);
  if (document === undefined || !FILE.test(document.uri.path)) {
    void window.showInformationMessage('Open the specification first: a YAML or Markdown file.');
    return;
  }
  const offered = dialectsFor(document.uri.path);
  const named = offered.find((dialect) => dialect === wanted);
  if (named !== undefined) return apply(document, named);
  const picked = await window.showQuickPick(
    [
      { label: 'Let the content decide', description: '', dialect: undefined },
      ...offered.map((dialect) => ({
        label: DIALECT_LABEL[dialect],
        description: dialect,
        dialect,
      })),
    ],
    { title: 'How is this specification written?', placeHolder: 'Your choice is kept as a comment in the file' },
  );
  if (picked !== undefined) await apply(document, picked.dialect);
}

/** In the text as it is open: the user sees it, may undo it, and saves it. */
async function apply(document: TextDocument, dialect: Dialect | undefined): Promise<void> {
  const change = chooseDialect(document.uri.path, document.getText(), dialect);
  if (!change.ok) void window.showInformationMessage(change.problem);
  if (!change.ok || change.value === undefined) return;
  const { at, removed, text } = change.value;
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => edit.replace(editRange(document, at, removed), text));
}
