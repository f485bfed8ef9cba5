import type { TextDocument, TextEditor } from 'vscode';
import { Position, Selection, TextEditorRevealType, ViewColumn, window, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import { addCriterion } from '../../core/spec/edit/addCriterion';
import type { Specification } from '../../core/spec/specification';
import type { Suggestion } from '../../core/tdflow/strength/suggestions';
import { showProblems } from '../errors';
import type { Flow } from '../flow';
import { plain } from '../plain';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import { snippetOf } from '../specifications/snippetOf';
import { sessionDocument } from './sessionDocument';
import type { Strengths } from './strengths';

/** One suggestion of the last check, by its ids. They come from a page: what they name is looked up, and nothing else of them is used. */
export interface SuggestionWish {
  readonly component: string;
  readonly suggestion: string;
  /** What it is to be a criterion of; undefined: found, or asked for. */
  readonly of?: string;
}

interface Faces {
  readonly open: OpenSpecifications;
  readonly strengths: Strengths;
  readonly flow: Flow;
}

/**
 * Puts a suggested criterion into the specification as the editor has it, unsaved text and all, and shows the place: one step of undo
 * takes it back. Where it stands already it is only shown.
 */
export async function addSuggestion(wish: SuggestionWish, faces: Faces, log: Log): Promise<void> {
  const { open, strengths } = faces;
  if (!workspace.isTrusted) return refuse([{ kind: 'untrusted-workspace' }], log);
  const document = await sessionDocument(faces.flow);
  if (!document.ok) return refuse([document.problem], log);
  // The check may be another one by now, and its code another text.
  await strengths.read();
  const suggestion = suggestionOf(wish, document.value, strengths);
  const read = open.of(document.value);
  if (read?.ok === false) return refuse(read.problem, log);
  if (suggestion === undefined || read === undefined) return tell(GONE);
  if (suggestion.said !== undefined) {
    await show(document.value, suggestion.said.position.line);
    return undefined;
  }
  const of = suggestion.of.find((id) => id === wish.of) ?? (await choose(suggestion, read.value.specification));
  if (of === undefined) return undefined;
  return insert({ wish, of, document: document.value }, faces, log);
}

function suggestionOf(wish: SuggestionWish, document: TextDocument, strengths: Strengths): Suggestion | undefined {
  return strengths
    .suggestionsIn(document)
    .find(({ component, criterion }) => component === wish.component && criterion.id === wish.suggestion);
}

const GONE = 'This suggestion does not hold any more: the code changed, or was checked again. Check strength again.';

async function choose({ of, component }: Suggestion, { requirements }: Specification): Promise<string | undefined> {
  if (of.length === 0) {
    tell(`The specification says nothing of ${component} that a criterion could belong to: write a requirement first.`);
    return undefined;
  }
  if (of.length === 1) return of[0];
  const items = of.map((id) => {
    const requirement = requirements.find((each) => each.id === id);
    const detail = requirement?.title || requirement?.text.split('\n', 1)[0] || 'the component as a whole';
    return { label: id, detail };
  });
  const placeHolder = 'Which requirement is it a criterion of?';
  return (await window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.label;
}

async function insert(
  { wish, of, document }: { readonly wish: SuggestionWish; readonly of: string; readonly document: TextDocument },
  { open, strengths }: Faces,
  log: Log,
): Promise<void> {
  const editor = await show(document);
  // From here on nothing is waited for until the edit is made: it is made of the text that it changes.
  const suggestion = suggestionOf(wish, document, strengths);
  const read = open.of(document);
  if (read?.ok === false) return refuse(read.problem, log);
  if (suggestion === undefined || read === undefined) return tell(GONE);
  // A second click, or the user, may have added it meanwhile.
  if (suggestion.said !== undefined) return reveal(editor, suggestion.said.position.line);
  const { state, action } = suggestion.criterion;
  const wanted = { of, state, action, outcome: undefined };
  const added = addCriterion(wanted, read.value.specification, document.getText());
  if (!added.ok) {
    const at = read.value.specification.requirements.find(({ id }) => id === of)?.position.line;
    if (at !== undefined) reveal(editor, at);
    return tell(`Not added: ${added.problem}`);
  }
  for (const { at, insert: parts } of added.value.edits) {
    const position = new Position(at.line - 1, at.column - 1);
    const options = { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true };
    const isDone = await editor.insertSnippet(snippetOf(parts), position, options);
    if (!isDone) return tell('Not added: the specification changed in the same moment. Try once more.');
  }
  editor.revealRange(editor.selection, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Beside what is shown, so that further suggestions can be taken; where it is shown already, there. */
async function show(document: TextDocument, line?: number): Promise<TextEditor> {
  const wanted = document.uri.toString();
  const visible = window.visibleTextEditors.find((each) => each.document.uri.toString() === wanted);
  const isPage = window.activeTextEditor === undefined;
  const viewColumn = visible?.viewColumn ?? (isPage ? ViewColumn.Beside : ViewColumn.Active);
  const editor = await window.showTextDocument(document, { viewColumn, preview: false });
  if (line !== undefined) reveal(editor, line);
  return editor;
}

function reveal(editor: TextEditor, line: number): void {
  const { range } = editor.document.lineAt(Math.min(line, editor.document.lineCount) - 1);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** What is said stays until it is read, and the next command need not wait for that. */
function refuse(problems: readonly Problem[], log: Log): void {
  void showProblems(problems, log);
}

function tell(text: string): void {
  void window.showInformationMessage(plain(text));
}
