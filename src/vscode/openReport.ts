import { join } from 'node:path';
import { Uri } from 'vscode';
import type { Log } from '../core/lib/log';
import { REPORTS } from '../core/workspace/ownPath';
import type { Project } from '../node/project';
import { showProblem } from './errors';
import { showPage } from './showPage';

/**
 * Keeps a report with the user's own files of the project, where its links lead to the project's files also after a reload of the
 * window, and opens it as a page. One that is open already shows it anew.
 * @param write gets the way from the page to the root, `../../`
 */
export async function openReport(
  name: keyof typeof REPORTS,
  write: (toRoot: string) => string,
  { root, files }: Pick<Project, 'root' | 'files'>,
  log: Log,
): Promise<void> {
  const path = REPORTS[name];
  const written = await files.write(path, write('../'.repeat(path.relative.split('/').length - 1)));
  if (!written.ok) return showProblem(written.problem, log);
  await showPage(Uri.file(join(root, path.relative)));
}
