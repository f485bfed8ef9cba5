import type { CodeActionProvider, Range, TextDocument } from 'vscode';
import {
  CodeAction,
  CodeActionKind,
  Position,
  SnippetTextEdit,
  TextEdit,
  Range as TextRange,
  WorkspaceEdit,
} from 'vscode';
import { mendFinding } from '../../core/spec/edit/mendFinding';
import type { Mending, MendingEdit } from '../../core/spec/edit/mending';
import type { OpenSpecifications } from './openSpecifications';
import { snippetOf } from './snippetOf';
import { specificationReport } from './specificationReport';

/** What mends a problem of a specification, where the light bulb stands. */
export class SpecificationFixes implements CodeActionProvider {
  constructor(private readonly open: OpenSpecifications) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const read = this.open.of(document);
    if (read?.ok !== true) return [];
    const { specification } = read.value;
    const text = document.getText();
    return specificationReport(document, read)
      .filter(({ position }) => position.line - 1 >= range.start.line && position.line - 1 <= range.end.line)
      .flatMap((finding) => mendFinding(finding, specification, text) ?? [])
      .map((mending) => actionOf(document, mending));
  }
}

function actionOf(document: TextDocument, { title, edits }: Mending): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.set(document.uri, edits.map(textEditOf));
  return action;
}

function textEditOf({ at, removed, insert }: MendingEdit): TextEdit | SnippetTextEdit {
  const start = new Position(at.line - 1, at.column - 1);
  const range = new TextRange(start, start.translate(0, removed));
  if (!insert.some(({ isBlank }) => isBlank)) return TextEdit.replace(range, insert.map(({ text }) => text).join(''));
  const edit = new SnippetTextEdit(range, snippetOf(insert));
  // The indentation is in the text already.
  edit.keepWhitespace = true;
  return edit;
}
