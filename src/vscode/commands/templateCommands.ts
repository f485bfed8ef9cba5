import type { Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { customiseTemplate } from '../phaseTemplates';
import type { Projects } from '../projects';
import { registerCommand } from './registerCommand';

/** Own words for what is asked of a model in a phase. */
export function templateCommands(
  { projects, flow }: { readonly projects: Projects; readonly flow: Flow },
  log: Log,
): Disposable[] {
  return [
    registerCommand(COMMAND.customiseInstructions, log, async () => {
      if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
      const project = flow.project ?? projects.of(window.activeTextEditor?.document.uri);
      if (project === undefined)
        return void window.showInformationMessage('Open a folder first: the instructions are kept in it.');
      const done = await customiseTemplate(project);
      return done.ok ? undefined : showProblem(done.problem, log);
    }),
  ];
}
