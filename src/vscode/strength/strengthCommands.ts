import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { commands, ProgressLocation, Uri, window } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import type { Strength } from '../../core/proof/mutation/strength';
import { tallyOf } from '../../core/proof/mutation/strength';
import { scoreWords } from '../../core/proof/mutation/strengthWords';
import { keepStrength } from '../../core/tdflow/strength/keptStrength';
import type { StrengthRequest } from '../../core/tdflow/strength/strengthRequest';
import { strengthRequest } from '../../core/tdflow/strength/strengthRequest';
import type { Environment } from '../../node/environment';
import type { Project } from '../../node/project';
import { userSeal } from '../../node/seal';
import type { StrengthEvent } from '../../node/strength/checkStrength';
import { checkStrength } from '../../node/strength/checkStrength';
import { registerCommand } from '../commands/registerCommand';
import { showProblem, showProblems } from '../errors';
import { COMMAND } from '../manifest';
import { isUnsaved } from '../openDocument';
import { plain } from '../plain';
import { PythonInterpreter } from '../pythonInterpreter';
import { runnerPreferences } from '../runnerPreferences';
import type { TaskFinder } from '../taskFinder';
import { StrengthProblems } from './strengthProblems';

const LIMIT_SECONDS = 120;
const OPEN = 'Open report';

interface Host {
  readonly tasks: TaskFinder;
  readonly assetsDir: string;
  readonly environment: Environment;
}

/** Looking which small faults in a component's code its tests notice. */
export function strengthCommands(host: Host, log: Log): Disposable[] {
  const problems = new StrengthProblems();
  return [problems, registerCommand(COMMAND.checkStrength, log, () => look(host, problems, log))];
}

async function look(host: Host, problems: StrengthProblems, log: Log): Promise<void> {
  const found = await host.tasks.find({ phase: 'verify', component: undefined, from: 'session' });
  if (!found.ok) return showProblems(found.problem, log);
  const { task, project } = found.value;
  const request = await strengthRequest(task, project.ports);
  if (!request.ok) return showProblem(request.problem, log);
  const unsaved = [...request.value.code, ...request.value.testFiles].filter((path) =>
    isUnsaved(Uri.file(join(project.root, path))),
  );
  if (unsaved.length > 0) {
    const detail = `${unsaved.join(', ')} ${unsaved.length === 1 ? 'is' : 'are'} not saved. Save, then look again.`;
    return showProblem({ kind: 'input-invalid', detail }, log);
  }
  const strength = await withProgress(request.value, { host, project, log });
  if (!strength.ok) return showProblem(strength.problem, log);
  problems.show(project.root, strength.value);
  const kept = await keepStrength(task.session, strength.value, project.ports);
  if (!kept.ok) return showProblem(kept.problem, log);
  // What is said stays until it is read, and the next command need not wait for that.
  void offer(strength.value, Uri.file(join(project.root, kept.value)));
}

async function offer(strength: Strength, page: Uri): Promise<void> {
  const text = `The tests of ${strength.component} are ${scoreWords(tallyOf(strength.mutants))}.`;
  if ((await window.showInformationMessage(plain(text), OPEN)) !== OPEN) return;
  await commands.executeCommand('markdown.showPreview', page);
}

async function withProgress(
  request: StrengthRequest,
  { host, project, log }: { readonly host: Host; readonly project: Project; readonly log: Log },
): Promise<Result<Strength, Problem>> {
  const seal = await userSeal(host.environment);
  if (!seal.ok) return seal;
  const { root, ports } = project;
  const testFile = request.testFiles[0] ?? '';
  const preferences = await runnerPreferences(Uri.file(root), testFile, new PythonInterpreter(log));
  const { assetsDir, environment: env } = host;
  const place = { root, assetsDir, env, seal: seal.value, preferences };
  const title = plain(`Looking how strong the tests of ${request.component} are`);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const tell = (event: StrengthEvent): void => {
      if (event.kind !== 'judged') return;
      progress.report({ increment: 100 / event.all, message: `${event.done} of ${event.all} faults` });
    };
    return checkStrength({ request, limitSeconds: LIMIT_SECONDS, place, tell }, ports, stop.signal);
  });
}
