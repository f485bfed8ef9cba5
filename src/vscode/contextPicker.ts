import type { QuickPickItem } from 'vscode';
import { QuickPickItemKind, window } from 'vscode';
import type { ContextFile } from '../core/outline/contextFiles';

interface FileItem extends QuickPickItem {
  readonly path?: string;
}

/** Asks which files are to be in the prompts of a component; the paths, or undefined when nothing was said. */
export async function pickContextFiles(
  files: readonly ContextFile[],
  component: string,
): Promise<ReadonlySet<string> | undefined> {
  const itemOf = ({ path, isIn, shown, why }: ContextFile): FileItem => ({
    ...{ label: path, path, picked: isIn, description: shown, detail: why },
  });
  const group = (label: string, some: readonly ContextFile[]): readonly FileItem[] =>
    some.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...some.map(itemOf)];
  const picked = await window.showQuickPick(
    [
      ...group(
        'in the prompt',
        files.filter(({ isIn }) => isIn),
      ),
      ...group(
        'not in it, the most likely first',
        files.filter(({ isIn }) => !isIn),
      ),
    ],
    {
      canPickMany: true,
      matchOnDetail: true,
      title: `AgentForge: files in the prompts of ${component}`,
      placeHolder: 'Check what the model is to see; what you uncheck is left out. What you do not touch stays ranked.',
    },
  );
  return picked === undefined ? undefined : new Set(picked.flatMap(({ path }) => path ?? []));
}
