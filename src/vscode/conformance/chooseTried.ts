import { relative, sep } from 'node:path';
import { window } from 'vscode';
import type { OpenContract } from './openContracts';

/** The files in which a pattern is tried, workspace-relative; undefined when the user walks away. */
export async function chooseTried(
  id: string,
  { project, path: own }: OpenContract,
  about: () => Promise<readonly string[]>,
): Promise<readonly string[] | undefined> {
  const files = await about();
  const shown = window.visibleTextEditors
    .filter(({ document }) => document.uri.scheme === 'file')
    .map(({ document }) => relative(project.root, document.uri.fsPath).split(sep).join('/'))
    .filter((path) => path !== own && !path.startsWith('../'));
  const items = [
    ...[...new Set(shown)].map((path) => ({ label: path, description: 'shown beside', paths: [path] })),
    { label: 'All files that the check is about', description: String(files.length), paths: files },
    { label: 'Another file', description: 'of those', paths: undefined },
  ];
  const title = `Try the pattern of ${id}`;
  const chosen = await window.showQuickPick(items, { title, placeHolder: 'Where?' });
  if (chosen === undefined || chosen.paths !== undefined) return chosen?.paths;
  const one = await window.showQuickPick(files, { title, placeHolder: 'In which file?' });
  return one === undefined ? undefined : [one];
}
