import { env, window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { WritingPhase } from '../core/phase';
import { PHASE_LABEL, WRITING_PHASES } from '../core/phase';

/** An answer that a person brings: from the clipboard or the open document, whichever holds a code block, or from a file; asks when both do. */
export async function pickAnswer(): Promise<Result<string, Problem>> {
  const clipboard = await env.clipboard.readText();
  const document = window.activeTextEditor?.document;
  const isOpen = document !== undefined && ['untitled', 'file'].includes(document.uri.scheme);
  const choices = [
    ...(hasBlock(clipboard) ? [{ label: '$(clippy) From the clipboard', text: clipboard }] : []),
    ...(isOpen && hasBlock(document.getText())
      ? [{ label: `$(file) From ${workspace.asRelativePath(document.uri)}`, text: document.getText() }]
      : []),
  ];
  const [only, another] = choices;
  if (only === undefined) {
    const text = 'Neither the clipboard nor the open document holds an answer with a code block.';
    const chosen = await window.showWarningMessage(text, FROM_FILE);
    return chosen === undefined ? fail({ kind: 'cancelled' }) : readChosenFile();
  }
  if (another === undefined) return ok(only.text);
  const all = [...choices, { label: `$(folder-opened) ${FROM_FILE}`, text: undefined }];
  const chosen = await window.showQuickPick(all, { title: TITLE, placeHolder: 'Which answer?' });
  if (chosen === undefined) return fail({ kind: 'cancelled' });
  return chosen.text === undefined ? readChosenFile() : ok(chosen.text);
}

async function readChosenFile(): Promise<Result<string, Problem>> {
  const [uri] = (await window.showOpenDialog({ title: TITLE, openLabel: 'Take the answer' })) ?? [];
  if (uri === undefined) return fail({ kind: 'cancelled' });
  try {
    return ok((await workspace.openTextDocument(uri)).getText());
  } catch {
    return fail({ kind: 'input-invalid', detail: `${uri.fsPath} is no text that can be read.` });
  }
}

/** Asks which phase an answer is for; undefined when the person walks away. */
export async function pickPhase(): Promise<WritingPhase | undefined> {
  const items = WRITING_PHASES.map((phase) => ({ label: PHASE_LABEL[phase], phase }));
  const chosen = await window.showQuickPick(items, { title: TITLE, placeHolder: 'Which phase is the answer for?' });
  return chosen?.phase;
}

const FROM_FILE = 'From a file…';
const TITLE = 'AgentForge: Paste response';

function hasBlock(text: string): boolean {
  return /^ {0,3}(`{3}|~{3})/m.test(text);
}
