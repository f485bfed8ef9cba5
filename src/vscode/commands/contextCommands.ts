import { relative, sep } from 'node:path';
import type { Disposable, Uri } from 'vscode';
import { window, workspace } from 'vscode';
import type { Wish } from '../../core/context/contextChoices';
import { withChoice } from '../../core/context/contextChoices';
import { whyNotShown } from '../../core/context/whyNotShown';
import type { Log } from '../../core/lib/log';
import { excludedFiles } from '../../core/tdflow/excludedFiles';
import { checkPath } from '../../core/workspace/checkedPath';
import { CONTEXT_CHOICES } from '../../core/workspace/ownPath';
import { changeContextChoices, readContextChoices } from '../../node/contextChoiceFile';
import type { Project } from '../../node/project';
import { showProblem } from '../errors';
import { COMMAND } from '../manifest';
import { plain } from '../plain';
import type { Projects } from '../projects';
import { registerCommand } from './registerCommand';

const SAID: Readonly<Record<Exclude<Wish, 'ranked'>, string>> = {
  pinned: 'in every prompt of this project from now on',
  leftOut: 'in no prompt of this project from now on',
};

/** Which files are always, or never, shown to a model. */
export function contextCommands(projects: Projects, log: Log): Disposable[] {
  const choose = async (file: Uri | undefined, wish: Exclude<Wish, 'ranked'>): Promise<void> => {
    if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
    const uri = file ?? window.activeTextEditor?.document.uri;
    const project = uri?.scheme === 'file' ? projects.of(uri) : undefined;
    if (uri === undefined || project === undefined)
      return void window.showInformationMessage('Open a file of the project first, or choose one in the explorer.');
    const path = relative(project.root, uri.fsPath).split(sep).join('/');
    const hidden = wish === 'pinned' ? await whyHidden(path, project) : undefined;
    if (hidden !== undefined) {
      return void window.showWarningMessage(
        plain(`${path} cannot be pinned: no model is shown it, because ${hidden}.`),
      );
    }
    const before = await readContextChoices(project.files);
    if (!before.ok) return showProblem(before.problem, log);
    const changed = await changeContextChoices(project.files, (choices) =>
      withChoice(choices, path, { wish, component: undefined }),
    );
    if (!changed.ok) return showProblem(changed.problem, log);
    const said = plain(`${path} is ${SAID[wish]} (${CONTEXT_CHOICES.relative}).`);
    if ((await window.showInformationMessage(said, 'Undo')) === undefined) return;
    const undone = await changeContextChoices(project.files, () => before.value);
    if (!undone.ok) await showProblem(undone.problem, log);
  };
  return [
    registerCommand(COMMAND.pinToContext, log, (file?: Uri) => choose(file, 'pinned')),
    registerCommand(COMMAND.leaveOutOfContext, log, (file?: Uri) => choose(file, 'leftOut')),
  ];
}

/** Why no choice brings the file into a prompt; undefined for one that may be shown. */
async function whyHidden(path: string, { ports }: Project): Promise<string | undefined> {
  const checked = await checkPath(path, ports.links);
  if (!checked.ok) return checked.problem;
  return whyNotShown(checked.value, await excludedFiles({ pinned: [], leftOut: [] }, ports));
}
