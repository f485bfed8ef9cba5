import { commands, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { pastedProvider } from '../core/model/pastedProvider';
import type { WritingPhase } from '../core/phase';
import { startSession } from '../core/tdflow/findSession';
import type { PhaseOutcome } from '../core/tdflow/phaseEvents';
import { preparePrompt } from '../core/tdflow/preparePrompt';
import { ONE_ATTEMPT } from '../core/tdflow/repairLimits';
import type { PhaseTools } from '../core/tdflow/runPhase';
import type { Task } from '../core/tdflow/task';
import { isWritingTask } from '../core/tdflow/task';
import type { Project } from '../node/project';
import { readSpecification } from '../node/project';
import { pickPhase } from './answerPicker';
import { showProblem, showProblems } from './errors';
import type { Flow } from './flow';
import type { InteractionLogs } from './interactionLogs';
import type { Keys } from './keys';
import { VIEW } from './manifest';
import { ManualMode } from './manualMode';
import type { Asked, ModelDoor } from './modelDoor';
import { repairLimits } from './repairSettings';
import type { RunRecorder } from './runRecorder';
import type { SpecificationPicker } from './specificationPicker';
import type { FoundTask, PhaseWish, TaskFinder } from './taskFinder';
import { tellOutcome } from './tellOutcome';

/** Runs what a click or a command asks for, and says how it ended. */
export class PhaseStarter {
  private readonly manual: ManualMode;

  constructor(
    private readonly flow: Flow,
    private readonly models: {
      readonly door: ModelDoor;
      readonly keys: Keys;
      readonly logs: InteractionLogs;
      readonly recorder: RunRecorder;
    },
    private readonly find: { readonly tasks: TaskFinder; readonly specifications: SpecificationPicker },
    private readonly log: Log,
  ) {
    this.manual = new ManualMode(log);
  }

  /** Runs a phase from the wish to the verdict. */
  async run(wish: PhaseWish): Promise<void> {
    const again = () => this.run(wish);
    const found = await this.prepare(wish, again);
    if (found === undefined) return;
    const { task, project } = found;
    if (!isWritingTask(task)) return tellOutcome(await this.flow.judge(task, project), this.log, again);
    const opened = await this.models.door.open(task, project);
    if (opened.ok) return this.ask(opened.value, project, again);
    if (opened.problem.kind !== 'key-missing') return showProblem(opened.problem, this.log, again);
    const provider = await this.models.door.withoutKey(task, project);
    if (provider === undefined) return;
    if (provider === 'copy-prompt') return this.copyPromptOf(task, project);
    if (provider === 'set-key') return (await this.models.keys.ask()) ? this.run(wish) : undefined;
    if (provider === 'use-key-once') return (await this.models.keys.ask('in-window')) ? this.run(wish) : undefined;
    if (provider === 'use-editor') {
      const editor = await this.models.door.openEditor(task, project);
      return editor.ok ? this.ask(editor.value, project, again) : showProblem(editor.problem, this.log, again);
    }
    await this.generate({ task, project }, { provider, limits: ONE_ATTEMPT }, again);
  }

  /** Goes on with a review that an earlier window left open. */
  async resume(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const resume = this.flow.leftReview(task.component.name, task.phase);
    if (resume === undefined) return;
    const opened = await this.models.door.open(task, project);
    // Without a key there is nobody to ask for another answer.
    const asked = opened.ok ? opened.value : { task, provider: pastedProvider('') };
    const limits = opened.ok ? repairLimits() : ONE_ATTEMPT;
    await this.generate({ task: asked.task, project }, { provider: asked.provider, limits, resume }, undefined);
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

  /** Takes an answer that a person brought through the same way as a model's. */
  async pasteResponse(): Promise<void> {
    const answer = await this.manual.take(this.flow.project);
    if (answer === undefined) return;
    const { about } = answer;
    const phase = about?.prompt.phase ?? (await pickPhase());
    if (phase === undefined) return;
    const found = await this.prepare({
      phase,
      component: about?.prompt.component,
      from: about === undefined ? 'session' : { project: about.project, id: about.prompt.sessionId },
    });
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const by = { provider: pastedProvider(answer.text), limits: ONE_ATTEMPT, pasted: answer };
    const outcome = await this.generate({ task, project }, by, undefined);
    if (outcome.kind === 'reached') await this.manual.done(task, answer, project);
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

  private async ask(
    { task, provider }: Asked<Task<WritingPhase>>,
    project: Project,
    again: () => Promise<void>,
  ): Promise<void> {
    await this.generate({ task, project }, { provider, limits: repairLimits() }, again);
  }

  private async generate(
    { task, project }: { readonly task: Task<WritingPhase>; readonly project: Project },
    by: Omit<PhaseTools, 'consent'>,
    again: (() => Promise<void>) | undefined,
  ): Promise<PhaseOutcome> {
    const recorded = this.models.recorder.keep(by.provider, project);
    const provider = this.models.logs.keep(this.flow.ladder.watch(recorded), project);
    const outcome = await this.flow.run(task, project, { ...by, provider });
    // What was answered and decided is not asked for, and paid, once more.
    const { name: component } = task.component;
    const isLeft = this.flow.leftReview(component, task.phase) !== undefined;
    const place = { project, id: task.session.id };
    const goOn = isLeft ? () => this.resume({ phase: task.phase, component, from: place }) : again;
    await tellOutcome(outcome, this.log, goOn, this.flow.filesInPlace(component, task.phase));
    return outcome;
  }

  private async copyPromptOf(task: Task<WritingPhase>, project: Project): Promise<void> {
    const prepared = await preparePrompt(task, project.ports);
    if (!prepared.ok) return showProblem(prepared.problem, this.log);
    const stored = await project.ports.sessions.write(task.session);
    if (!stored.ok) return showProblem(stored.problem, this.log);
    await this.flow.refresh();
    await this.manual.copy(task, project, prepared.value);
  }
}
