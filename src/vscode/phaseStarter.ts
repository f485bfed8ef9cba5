import { commands, env, window, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { pastedProvider } from '../core/model/pastedProvider';
import type { WritingPhase } from '../core/phase';
import { PHASE_LABEL } from '../core/phase';
import { promptAsText } from '../core/prompt/prompt';
import { startSession } from '../core/tdflow/findSession';
import { preparePrompt } from '../core/tdflow/preparePrompt';
import { ONE_ATTEMPT } from '../core/tdflow/repairLimits';
import type { PhaseTools } from '../core/tdflow/runPhase';
import type { Task } from '../core/tdflow/task';
import { isWritingTask } from '../core/tdflow/task';
import type { Project } from '../node/project';
import { readSpecification } from '../node/project';
import { pickAnswer, pickPhase } from './answerPicker';
import { showProblem, showProblems } from './errors';
import type { Flow } from './flow';
import { COMMAND, VIEW } from './manifest';
import type { ModelDoor } from './modelDoor';
import { plain } from './plain';
import { repairLimits } from './repairSettings';
import type { SpecificationPicker } from './specificationPicker';
import type { FoundTask, PhaseWish, TaskFinder } from './taskFinder';
import { tellOutcome } from './tellOutcome';

/** Runs what a click or a command asks for, and says how it ended. */
export class PhaseStarter {
  /** The prompt that was copied last: a pasted answer most likely belongs to it. */
  private copied: { readonly task: Task<WritingPhase>; readonly project: Project } | undefined;

  constructor(
    private readonly flow: Flow,
    private readonly door: ModelDoor,
    private readonly find: { readonly tasks: TaskFinder; readonly specifications: SpecificationPicker },
    private readonly log: Log,
  ) {}

  /** Runs a phase from the wish to the verdict. */
  async run(wish: PhaseWish): Promise<void> {
    const again = () => this.run(wish);
    const found = await this.prepare(wish, again);
    if (found === undefined) return;
    const { task, project } = found;
    if (!isWritingTask(task)) return tellOutcome(await this.flow.judge(task, project), this.log, again);
    const claude = await this.door.claude(task.config, project);
    if (claude !== undefined)
      return this.generate({ task, project }, { provider: claude, limits: repairLimits() }, again);
    const provider = await this.door.withoutKey(task, project);
    if (provider === undefined) return;
    if (provider === 'copy-prompt') return this.copyPromptOf(task, project);
    if (provider === 'set-key') return (await this.door.askForKey()) ? this.run(wish) : undefined;
    await this.generate({ task, project }, { provider, limits: ONE_ATTEMPT }, again);
  }

  /** Goes on with a review that an earlier window left open. */
  async resume(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const resume = this.flow.leftReview(task.component.name, task.phase);
    if (resume === undefined) return;
    const claude = await this.door.claude(task.config, project);
    // Without a key there is nobody to ask for another answer.
    const by =
      claude === undefined
        ? { provider: pastedProvider(''), limits: ONE_ATTEMPT }
        : { provider: claude, limits: repairLimits() };
    await this.generate({ task, project }, { ...by, resume }, undefined);
  }

  /** Judges what is there, with no model. */
  async prove(wish: PhaseWish): Promise<void> {
    const again = () => this.prove(wish);
    const found = await this.prepare(wish, again);
    if (found !== undefined) await tellOutcome(await this.flow.judge(found.task, found.project), this.log, again);
  }

  /** Puts a phase's prompt on the clipboard, for a model that a person talks to elsewhere. */
  async copyPrompt(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found !== undefined && isWritingTask(found.task)) await this.copyPromptOf(found.task, found.project);
  }

  /** Takes an answer from the clipboard or the open document through the same way as a model's. */
  async pasteResponse(): Promise<void> {
    const answer = await pickAnswer();
    if (!answer.ok) return showProblem(answer.problem, this.log);
    const { copied } = this;
    const phase = copied?.task.phase ?? (await pickPhase());
    if (phase === undefined) return;
    const found = await this.prepare({
      phase,
      component: copied?.task.component.name,
      from: copied === undefined ? 'session' : { project: copied.project, id: copied.task.session.id },
    });
    if (found === undefined || !isWritingTask(found.task)) return;
    await this.generate(
      { task: found.task, project: found.project },
      { provider: pastedProvider(answer.value), limits: ONE_ATTEMPT },
      undefined,
    );
  }

  /** Starts and stores a session over the specification in the editor, or one that is asked for. */
  async startSession(): Promise<void> {
    if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, this.log);
    const { specifications } = this.find;
    const file = specifications.fromActiveEditor() ?? (await specifications.ask());
    if (file === undefined) return;
    const { project } = file;
    const loaded = await readSpecification(project, file.path, file.unsaved);
    if (!loaded.ok) return showProblems(loaded.problem, this.log);
    const stored = await project.ports.sessions.write(startSession(loaded.value.specification, project.ports));
    if (!stored.ok) return showProblem(stored.problem, this.log);
    this.flow.use(project);
    await this.flow.refresh();
    await commands.executeCommand(`${VIEW.tdflow}.focus`);
  }

  /** Undefined once the user was told why there is no task. */
  private async prepare(wish: PhaseWish, again?: () => Promise<void>): Promise<FoundTask | undefined> {
    const found = await this.find.tasks.find(wish);
    if (!found.ok) {
      await showProblems(found.problem, this.log, again);
      return undefined;
    }
    for (const warning of found.value.warnings) this.log.warn(warning);
    return found.value;
  }

  private async generate(
    { task, project }: { readonly task: Task<WritingPhase>; readonly project: Project },
    by: Omit<PhaseTools, 'consent'>,
    again: (() => Promise<void>) | undefined,
  ): Promise<void> {
    const outcome = await this.flow.run(task, project, by);
    if (outcome.kind === 'reached' && this.copied !== undefined && isSamePhase(task, this.copied.task)) {
      this.copied = undefined;
    }
    await tellOutcome(outcome, this.log, again);
  }

  private async copyPromptOf(task: Task<WritingPhase>, project: Project): Promise<void> {
    const prepared = await preparePrompt(task, project.ports);
    if (!prepared.ok) return showProblem(prepared.problem, this.log);
    await env.clipboard.writeText(promptAsText(prepared.value.prompt));
    const stored = await project.ports.sessions.write(task.session);
    if (!stored.ok) return showProblem(stored.problem, this.log);
    this.copied = { task, project };
    await this.flow.refresh();
    const text = `The prompt for ${PHASE_LABEL[task.phase]} of ${task.component.name} is on the clipboard. Give it to a model, copy its whole answer, then paste it here.`;
    const chosen = await window.showInformationMessage(plain(text), 'Paste response');
    if (chosen !== undefined) await commands.executeCommand(COMMAND.pasteResponse);
  }
}

function isSamePhase(a: Task, b: Task): boolean {
  return a.session.id === b.session.id && a.component.name === b.component.name && a.phase === b.phase;
}
