import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import { discoveryLines } from '../../core/outline/discoveryLines';
import { CODEBASE_PROFILE } from '../../core/workspace/ownPath';
import { analyseInThread } from '../../node/codebase/analyseInThread';
import type { Environment } from '../../node/environment';
import type { Project } from '../../node/project';
import { codebaseWorker } from '../../node/project';
import { showProblem } from '../errors';
import { COMMAND } from '../manifest';
import { isUnsaved } from '../openDocument';
import { plain } from '../plain';
import type { Projects } from '../projects';
import { registerCommand } from './registerCommand';

const OPEN = 'Open profile';

/** Analysing a project; the profile goes into prompts from then on. */
export function codebaseCommands(
  projects: Projects,
  host: { readonly assetsDir: string; readonly environment: Environment },
  log: Log,
): Disposable[] {
  let running: Promise<void> | undefined;
  return [
    registerCommand(COMMAND.analyseCodebase, log, () => {
      running ??= analyse(projects, host, log).finally(() => {
        running = undefined;
      });
      return running;
    }),
  ];
}

async function analyse(
  projects: Projects,
  { assetsDir, environment }: { readonly assetsDir: string; readonly environment: Environment },
  log: Log,
): Promise<void> {
  const project = projects.of(window.activeTextEditor?.document.uri) ?? projects.of(undefined);
  if (project === undefined) {
    void window.showInformationMessage('Open the folder of a project first: then it can be analysed.');
    return;
  }
  if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
  if (isUnsaved(profileOf(project))) {
    const text = 'The codebase profile has changes that are not saved. Save them, then analyse again.';
    if ((await window.showWarningMessage(text, OPEN)) === OPEN) await open(project);
    return;
  }
  const options = { location: ProgressLocation.Notification, title: 'Analysing the codebase', cancellable: true };
  const result = await window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    let before = 0;
    const onProgress = (done: number, all: number): void => {
      const increment = ((done - before) / Math.max(all, 1)) * 100;
      before = done;
      progress.report({ increment, message: `${done} of ${all} files` });
    };
    return analyseInThread(
      { kind: 'discover' },
      { root: project.root, program: codebaseWorker(assetsDir), environment, onProgress },
      stop.signal,
    );
  });
  if (!result.ok) return showProblem(result.problem, log);
  const lines = discoveryLines(result.value);
  for (const line of lines) log.info(line);
  // What is said stays until it is read, and the next command need not wait for that.
  void offer(project, lines[0]);
}

async function offer(project: Project, text: string): Promise<void> {
  if ((await window.showInformationMessage(plain(text), OPEN)) === OPEN) await open(project);
}

async function open(project: Project): Promise<void> {
  await window.showTextDocument(profileOf(project), { preview: true });
}

function profileOf({ root }: Project): Uri {
  return Uri.file(join(root, CODEBASE_PROFILE.relative));
}
