import { commands, env, window, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Log } from '../core/lib/log';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { pastedProvider } from '../core/model/pastedProvider';
import type { ModelProvider } from '../core/model/provider';
import type { Phase, WritingPhase } from '../core/phase';
import { PHASE_LABEL } from '../core/phase';
import { promptAsText } from '../core/prompt/prompt';
import type { Specification } from '../core/spec/specification';
import { likelyComponent, sessionFor } from '../core/tdflow/findSession';
import type { PhaseOutcome } from '../core/tdflow/phaseEvents';
import { preparePrompt } from '../core/tdflow/preparePrompt';
import { resolveTask } from '../core/tdflow/resolveTask';
import type { Session } from '../core/tdflow/session';
import type { Task } from '../core/tdflow/task';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { readSettings, readSpecification } from '../node/project';
import { pickAnswer, pickPhase } from './answerPicker';
import { showProblem } from './errors';
import type { Flow } from './flow';
import { COMMAND, SETTING, VIEW } from './manifest';
import type { ModelDoor } from './modelDoor';
import type { SpecificationFile, SpecificationPicker } from './specificationPicker';

/** Which phase of which component; undefined parts are found, or asked for. */
export interface PhaseWish {
  readonly phase: Phase;
  readonly component: string | undefined;
  /** Start from the specification in the active editor when there is one; else the session's. */
  readonly fromEditor: boolean;
}

/** Turns a click or a command into a task, runs it, and says how it ended. */
export class PhaseStarter {
  /** The prompt that was copied last: a pasted answer most likely belongs to it. */
  private copied: { readonly component: string; readonly phase: WritingPhase } | undefined;

  constructor(
    private readonly flow: Flow,
    private readonly door: ModelDoor,
    private readonly picker: SpecificationPicker,
    private readonly host: { readonly environment: Environment; readonly log: Log },
  ) {}

  private get log(): Log {
    return this.host.log;
  }

  /** Runs a phase from the wish to the verdict. */
  async run(wish: PhaseWish): Promise<void> {
    const again = () => this.run(wish);
    const prepared = await this.prepare(wish);
    if (!prepared.ok) return showProblem(prepared.problem, this.log, again);
    const { task, project } = prepared.value;
    if (!isWriting(task)) return this.tell(await this.flow.judge(task), again);
    const provider = (await this.door.claude(task.config, project)) ?? (await this.door.withoutKey(task, project));
    if (provider === undefined) return;
    if (provider === 'copy-prompt') return this.copyPromptOf(task, project);
    if (provider === 'set-key') return (await this.door.askForKey()) ? this.run(wish) : undefined;
    await this.generate(task, provider, again);
  }

  /** Judges what is there, with no model. */
  async prove(wish: PhaseWish): Promise<void> {
    const again = () => this.prove(wish);
    const prepared = await this.prepare(wish);
    if (!prepared.ok) return showProblem(prepared.problem, this.log, again);
    await this.tell(await this.flow.judge(prepared.value.task), again);
  }

  /** Puts a phase's prompt on the clipboard, for a model that a person talks to elsewhere. */
  async copyPrompt(wish: PhaseWish): Promise<void> {
    const prepared = await this.prepare(wish);
    if (!prepared.ok) return showProblem(prepared.problem, this.log);
    const { task, project } = prepared.value;
    if (isWriting(task)) await this.copyPromptOf(task, project);
  }

  /** Takes an answer from the clipboard or the open document through the same way as a model's. */
  async pasteResponse(): Promise<void> {
    const answer = await pickAnswer();
    if (!answer.ok) return showProblem(answer.problem, this.log);
    const phase = this.copied?.phase ?? (await pickPhase());
    if (phase === undefined) return;
    const wish: PhaseWish = { phase, component: this.copied?.component, fromEditor: false };
    const prepared = await this.prepare(wish);
    if (!prepared.ok) return showProblem(prepared.problem, this.log);
    const { task } = prepared.value;
    if (isWriting(task)) await this.generate(task, pastedProvider(answer.value), undefined);
  }

  /** Starts and stores a session over the specification in the editor, or one that is asked for. */
  async startSession(
    make: (specification: Specification, project: Project) => Promise<Result<Session, Problem>>,
  ): Promise<void> {
    if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, this.log);
    const file = this.picker.fromActiveEditor() ?? (await this.picker.ask());
    if (file === undefined) return;
    const loaded = await readSpecification(file.project, file.path, file.unsaved);
    if (!loaded.ok) return this.showAll(loaded.problem);
    this.flow.use(file.project);
    const session = await make(loaded.value.specification, file.project);
    if (!session.ok) return showProblem(session.problem, this.log);
    await this.flow.refresh();
    await commands.executeCommand(`${VIEW.tdflow}.focus`);
  }

  private async prepare(wish: PhaseWish): Promise<Result<{ readonly task: Task; readonly project: Project }, Problem>> {
    if (!workspace.isTrusted) return fail({ kind: 'untrusted-workspace' });
    if (this.flow.isRunning)
      return fail({ kind: 'input-invalid', detail: 'A phase is running. Wait for it or cancel it first.' });
    const file = await this.findSpecification(wish);
    if (file === undefined) return fail({ kind: 'cancelled' });
    const { project, path } = file;
    const settings = await readSettings(project, this.host.environment);
    if (!settings.ok) return fail(settings.problem[0] ?? { kind: 'cancelled' });
    for (const warning of settings.value.warnings) this.log.warn(warning);
    const loaded = await readSpecification(project, path, file.unsaved);
    if (!loaded.ok) {
      for (const problem of loaded.problem.slice(1)) void showProblem(problem, this.log);
      return fail(loaded.problem[0] ?? { kind: 'cancelled' });
    }
    const { specification } = loaded.value;
    this.flow.use(project);
    const session = await sessionFor(specification, project.ports);
    const component = wish.component ?? likelyComponent(session, wish.phase) ?? (await chooseComponent(specification));
    if (component === undefined) return fail({ kind: 'cancelled' });
    const { config } = settings.value;
    const model = workspace.getConfiguration().get<string>(SETTING.model);
    const task = await resolveTask(
      {
        session,
        specification,
        component,
        phase: wish.phase,
        mode: 'full',
        config: model === undefined || model === '' ? config : { ...config, model },
        profile: settings.value.profile,
        conventions: settings.value.conventions,
        failure: undefined,
        testTimeLimitMs: (workspace.getConfiguration().get<number>(SETTING.testTimeLimit) ?? 300) * 1000,
      },
      project.ports,
    );
    return task.ok ? ok({ task: task.value, project }) : task;
  }

  private async findSpecification(wish: PhaseWish): Promise<SpecificationFile | undefined> {
    const active = wish.fromEditor ? this.picker.fromActiveEditor() : undefined;
    if (active !== undefined) return active;
    const { session, project } = this.flow;
    if (session === undefined || project === undefined) return this.picker.ask();
    return this.picker.inProject(project, session.specFile);
  }

  private async generate(
    task: Task<WritingPhase>,
    provider: ModelProvider,
    again: (() => Promise<void>) | undefined,
  ): Promise<void> {
    const outcome = await this.flow.run(task, provider);
    if (this.copied !== undefined && outcome.kind === 'reached') this.copied = undefined;
    await this.tell(outcome, again);
  }

  private async copyPromptOf(task: Task<WritingPhase>, project: Project): Promise<void> {
    const prepared = await preparePrompt(task, project.ports);
    if (!prepared.ok) return showProblem(prepared.problem, this.log);
    await env.clipboard.writeText(promptAsText(prepared.value.prompt));
    this.copied = { component: task.component.name, phase: task.phase };
    const stored = await project.ports.sessions.write(task.session);
    if (!stored.ok) return showProblem(stored.problem, this.log);
    await this.flow.refresh();
    const text = `The prompt for ${PHASE_LABEL[task.phase]} of ${task.component.name} is on the clipboard. Give it to a model, copy its whole answer, then paste it here.`;
    const chosen = await window.showInformationMessage(text, 'Paste response');
    if (chosen !== undefined) await commands.executeCommand(COMMAND.pasteResponse);
  }

  private async tell(outcome: PhaseOutcome, again: (() => Promise<void>) | undefined): Promise<void> {
    switch (outcome.kind) {
      case 'reached':
        void window.showInformationMessage(`${PHASE_LABEL[outcome.verdict.phase]} reached: ${outcome.verdict.summary}`);
        return;
      case 'not-reached': {
        const label = PHASE_LABEL[outcome.verdict.phase];
        const buttons = outcome.journalEntry === undefined ? ['Show log'] : ['Roll back', 'Show log'];
        const chosen = await window.showWarningMessage(`${label} not reached: ${outcome.verdict.summary}`, ...buttons);
        if (chosen === 'Roll back') await commands.executeCommand(COMMAND.rollBack);
        if (chosen === 'Show log') await commands.executeCommand(COMMAND.showLog);
        return;
      }
      case 'rejected':
        void window.showInformationMessage('Nothing was accepted, so nothing was changed.');
        return;
      case 'cancelled':
        this.log.info('cancelled; everything is as it was');
        return;
      case 'failed':
        await showProblem(outcome.problem, this.log, again);
    }
  }

  private async showAll(problems: readonly Problem[]): Promise<void> {
    await Promise.all(problems.map((problem) => showProblem(problem, this.log)));
  }
}

function isWriting(task: Task): task is Task<WritingPhase> {
  return task.phase !== 'verify';
}

async function chooseComponent(specification: Specification): Promise<string | undefined> {
  const [only, another] = specification.components;
  if (another === undefined) return only?.name;
  const items = specification.components.map(({ name, description }) => ({
    label: name,
    detail: description.split('\n', 1)[0] ?? '',
  }));
  return (await window.showQuickPick(items, { title: 'AgentForge: component', placeHolder: 'Which component?' }))
    ?.label;
}
