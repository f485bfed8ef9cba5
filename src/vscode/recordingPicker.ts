import type { Uri } from 'vscode';
import { window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { Recording } from '../core/model/recording';
import { parseRecording } from '../core/model/recording';

/** A recorded run: that file, or one that the user chooses. */
export async function pickRecording(given: Uri | undefined): Promise<Result<Recording, Problem>> {
  const [uri] = given === undefined ? await askForFile() : [given];
  if (uri === undefined) return fail({ kind: 'cancelled' });
  let text: string;
  try {
    text = (await workspace.openTextDocument(uri)).getText();
  } catch {
    return fail({ kind: 'input-invalid', detail: `${uri.fsPath} is no text that can be read.` });
  }
  const recording = parseRecording(text);
  return recording.ok
    ? ok(recording.value)
    : fail({ kind: 'input-invalid', detail: `${uri.fsPath} cannot be replayed: ${recording.problem}.` });
}

async function askForFile(): Promise<readonly Uri[]> {
  const title = 'AgentForge: Replay a recording';
  const filters = { 'Recorded runs': ['jsonl'], 'All files': ['*'] };
  return (await window.showOpenDialog({ title, openLabel: 'Replay', filters })) ?? [];
}
