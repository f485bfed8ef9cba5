import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { commands, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import type { Strength } from '../../core/proof/mutation/strength';
import { tallyOf } from '../../core/proof/mutation/strength';
import { scoreWords } from '../../core/proof/mutation/strengthWords';
import { keepStrength } from '../../core/tdflow/strength/keptStrength';
import { strengthLimit } from '../../core/tdflow/strength/strengthLimit';
import type { StrengthRequest } from '../../core/tdflow/strength/strengthRequest';
import { strengthRequest } from '../../core/tdflow/strength/strengthRequest';
import type { Task } from '../../core/tdflow/task';
import type { Environment } from '../../node/environment';
import type { Project } from '../../node/project';
import { userSeal } from '../../node/seal';
import type { StrengthEvent } from '../../node/strength/checkStrength';
import { checkStrength } from '../../node/strength/checkStrength';
import { registerCommand } from '../commands/registerCommand';
import { showProblem, showProblems } from '../errors';
import type { Flow } from '../flow';
import { COMMAND, SETTING } from '../manifest';
import { isUnsaved } from '../openDocument';
import { plain } from '../plain';
import { PythonInterpreter } from '../pythonInterpreter';
import { runnerPreferences } from '../runnerPreferences';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import type { TaskFinder } from '../taskFinder';
import type { SuggestionWish } from './addSuggestion';
import { addSuggestion } from './addSuggestion';
import type { StrengthPanel } from './strengthPanel';
import type { Strengths } from './strengths';

const OPEN = 'Open report';

export interface StrengthHost {
  readonly tasks: TaskFinder;
  readonly flow: Flow;
  readonly open: OpenSpecifications;
  readonly assetsDir: string;
  readonly environment: Environment;
}

interface Shown {
  readonly strengths: Strengths;
  readonly panel: StrengthPanel;
}

/** One check at a time: two would slow each other down, and a fault that runs out of time counts as noticed. */
class AtMostOne {
  private isAtWork = false;

  /** Undefined while another one is at work. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.isAtWork) return undefined;
    this.isAtWork = true;
    try {
      return await work();
    } finally {
      this.isAtWork = false;
    }
  }
}

/** Looking which small faults in a component's code its tests notice, the page of it, and what is done about a suggestion of it. */
export function strengthCommands(host: StrengthHost, shown: Shown, log: Log): Disposable[] {
  const { flow, open } = host;
  const { strengths, panel } = shown;
  const atMostOne = new AtMostOne();
  return [
    // A menu of the editor hands over other things.
    registerCommand(COMMAND.checkStrength, log, (of?: unknown) =>
      look(componentIn(of), host, { strengths, atMostOne }, log),
    ),
    registerCommand(COMMAND.showStrength, log, async (of?: unknown) => {
      // Without a session, which may be gone by now, there is nothing to show.
      const given = flow.session === undefined ? undefined : componentIn(of);
      const component = given ?? (await chooseComponent(flow));
      if (component === undefined) return;
      await strengths.read();
      await panel.show(component);
    }),
    registerCommand(COMMAND.addSuggestion, log, (wish?: unknown) =>
      isWish(wish) ? addSuggestion(wish, { open, strengths, flow }, log) : undefined,
    ),
  ];
}

function componentIn(of: unknown): string | undefined {
  return typeof of === 'object' && of !== null && 'component' in of && typeof of.component === 'string'
    ? of.component
    : undefined;
}

function isWish(wish: unknown): wish is SuggestionWish {
  return componentIn(wish) !== undefined && typeof (wish as Partial<SuggestionWish>).suggestion === 'string';
}

async function chooseComponent({ session }: Flow): Promise<string | undefined> {
  const names = session?.components.filter(({ phases }) => phases.green?.state === 'reached').map(({ name }) => name);
  if (names === undefined || names.length === 0) {
    const text = 'No component reached GREEN in this session yet, so there are no passing tests to look at.';
    void window.showInformationMessage(text);
    return undefined;
  }
  return names.length === 1 ? names[0] : window.showQuickPick(names, { placeHolder: 'Which component?' });
}

async function look(
  component: string | undefined,
  host: StrengthHost,
  { strengths, atMostOne }: { readonly strengths: Strengths; readonly atMostOne: AtMostOne },
  log: Log,
): Promise<void> {
  const found = await host.tasks.find({ phase: 'verify', component, from: 'session' });
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
  const strength = await atMostOne.run(() => withProgress(request.value, { host, project, task, log }));
  if (strength === undefined) {
    void window.showInformationMessage('The strength of tests is being checked. Wait for the end, or cancel it first.');
    return;
  }
  if (!strength.ok) return showProblem(strength.problem, log);
  const kept = await keepStrength(task.session, strength.value, project.ports);
  if (!kept.ok) return showProblem(kept.problem, log);
  await strengths.read();
  // What is said stays until it is read, and the next command need not wait for that.
  void offer(strength.value);
}

async function offer(strength: Strength): Promise<void> {
  const { component } = strength;
  const text = `The tests of ${component} are ${scoreWords(tallyOf(strength.mutants))}.`;
  if ((await window.showInformationMessage(plain(text), OPEN)) !== OPEN) return;
  await commands.executeCommand(COMMAND.showStrength, { component });
}

/** The setting counts where somebody set it; the editor hands on whatever stands in its file. */
function chosenLimitMs(): number | undefined {
  const given: unknown = workspace.getConfiguration().inspect(SETTING.strengthTimeLimit)?.globalValue;
  return typeof given === 'number' && given >= 1 ? given * 1_000 : undefined;
}

async function withProgress(
  request: StrengthRequest,
  {
    host,
    project,
    task,
    log,
  }: { readonly host: StrengthHost; readonly project: Project; readonly task: Task; readonly log: Log },
): Promise<Result<Strength, Problem>> {
  const seal = await userSeal(host.environment);
  if (!seal.ok) return seal;
  const { root, ports } = project;
  const testFile = request.testFiles[0] ?? '';
  const preferences = await runnerPreferences(Uri.file(root), testFile, new PythonInterpreter(log));
  const { assetsDir, environment: env } = host;
  const place = { root, assetsDir, env, seal: seal.value, preferences };
  const limitSeconds = strengthLimit(task.config, chosenLimitMs());
  const title = plain(`Looking how strong the tests of ${request.component} are`);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const tell = (event: StrengthEvent): void => {
      if (event.kind !== 'judged') return;
      progress.report({ increment: 100 / event.all, message: `${event.done} of ${event.all} faults` });
    };
    return checkStrength({ request, limitSeconds, place, tell }, ports, stop.signal);
  });
}
