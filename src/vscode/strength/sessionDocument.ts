import { join } from 'node:path';
import type { TextDocument } from 'vscode';
import { Uri, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { checkPath } from '../../core/workspace/checkedPath';
import type { Flow } from '../flow';

/** The specification of the shown session as the editor has it. The path comes from a file of the repository, so it is checked. */
export async function sessionDocument({
  session,
  project,
}: Pick<Flow, 'session' | 'project'>): Promise<Result<TextDocument, Problem>> {
  if (session === undefined || project === undefined) return fail({ kind: 'session-missing' });
  const checked = await checkPath(session.specFile, project.ports.links);
  if (!checked.ok) return fail({ kind: 'input-invalid', detail: checked.problem });
  const path = checked.value.relative;
  try {
    return ok(await workspace.openTextDocument(Uri.file(join(project.root, path))));
  } catch {
    return fail({ kind: 'spec-unreadable', place: { path }, detail: 'the editor cannot open it' });
  }
}
