import { env, window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { WritingPhase } from '../core/phase';
import { PHASE_LABEL, WRITING_PHASES } from '../core/phase';

/** An answer that a person brings: from the clipboard or the open document, whichever holds a code block; asks when both do. */
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
    const detail = 'Neither the clipboard nor the open document holds an answer with a code block.';
    return fail({ kind: 'input-invalid', detail });
  }
  if (another === undefined) return ok(only.text);
  const chosen = await window.showQuickPick(choices, { title: TITLE, placeHolder: 'Which answer?' });
  return chosen === undefined ? fail({ kind: 'cancelled' }) : ok(chosen.text);
}

/** Asks which phase an answer is for; undefined when the person walks away. */
export async function pickPhase(): Promise<WritingPhase | undefined> {
  const items = WRITING_PHASES.map((phase) => ({ label: PHASE_LABEL[phase], phase }));
  const chosen = await window.showQuickPick(items, { title: TITLE, placeHolder: 'Which phase is the answer for?' });
  return chosen?.phase;
}

const TITLE = 'AgentForge: Paste response';

function hasBlock(text: string): boolean {
  return /^ {0,3}(`{3}|~{3})/m.test(text);
}
