import type { Uri } from 'vscode';
import { commands, workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { pastedProvider } from '../core/model/pastedProvider';
import { replayProvider } from '../core/model/replayProvider';
import { chosenAmong, contextFiles } from '../core/outline/contextFiles';
import type { WritingPhase } from '../core/phase';
import { PHASE_LABEL, PHASES, WRITING_PHASES } from '../core/phase';
import { copiedPrompt, isOfPhase } from '../core/tdflow/copiedPrompt';
import { startSession } from '../core/tdflow/findSession';
import type { PhaseOutcome } from '../core/tdflow/phaseEvents';
import type { PreparedPrompt } from '../core/tdflow/preparePrompt';
import { preparePrompt } from '../core/tdflow/preparePrompt';
import { ONE_ATTEMPT } from '../core/tdflow/repairLimits';
import type { PhaseTools } from '../core/tdflow/runPhase';
import { componentOf } from '../core/tdflow/session';
import type { Task } from '../core/tdflow/task';
import { isWritingTask } from '../core/tdflow/task';
import { changeContextChoices } from '../node/contextChoiceFile';
import type { Project } from '../node/project';
import { readSpecification } from '../node/project';
import { pickPhase } from './answerPicker';
import type { DocumentAnswer } from './authoring/documentStarter';
import { pickContextFiles } from './contextPicker';
import { showProblem, showProblems } from './errors';
import type { Flow } from './flow';
import type { InteractionLogs } from './interactionLogs';
import type { Keys } from './keys';
import { COMMAND, VIEW } from './manifest';
import type { ManualMode } from './manualMode';
import type { Asked, ModelDoor } from './modelDoor';
import type { Projects } from './projects';
import { pickRecording } from './recordingPicker';
import { repairLimits } from './repairSettings';
import type { RunRecorder } from './runRecorder';
import type { ShownPrompts } from './shownPrompts';
import type { SpecificationPicker } from './specificationPicker';
import type { FoundTask, PhaseWish, TaskFinder } from './taskFinder';
import { tellOutcome } from './tellOutcome';
import { whileWaiting } from './whileWaiting';

/** Runs what a click or a command asks for, and says how it ended. */
export class PhaseStarter {
  constructor(
    private readonly flow: Flow,
    private readonly models: {
      readonly door: ModelDoor;
      readonly keys: Keys;
      readonly logs: InteractionLogs;
      readonly recorder: RunRecorder;
      readonly prompts: ShownPrompts;
      readonly manual: ManualMode;
    },
    private readonly find: {
      readonly tasks: TaskFinder;
      readonly specifications: SpecificationPicker;
      readonly projects: Pick<Projects, 'open'>;
    },
    private readonly log: Log,
  ) {}

  /** Runs a phase from the wish to the verdict. */
  async run(wish: PhaseWish): Promise<void> {
    const again = () => this.run(wish);
    const found = await this.prepare(wish, again);
    if (found === undefined) return;
    const { task, project } = found;
    if (!isWritingTask(task)) return this.tell(await this.flow.judge(task, project), found, again);
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
    const outcome = await this.generate({ task, project }, { provider, limits: ONE_ATTEMPT });
    await this.tell(outcome, found, again);
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
    const by = opened.ok
      ? { provider: this.flow.ladder.watch(opened.value.provider), limits: repairLimits() }
      : { provider: pastedProvider(''), limits: ONE_ATTEMPT };
    const asked = opened.ok ? opened.value.task : task;
    await this.tell(await this.generate({ task: asked, project }, { ...by, resume }), found, undefined);
  }

  /** Judges what is there, with no model. */
  async prove(wish: PhaseWish): Promise<void> {
    const again = () => this.prove(wish);
    const found = await this.prepare(wish, again);
    if (found !== undefined) await this.tell(await this.flow.judge(found.task, found.project), found, again);
  }

  /** Puts a phase's prompt on the clipboard, for a model that a person talks to elsewhere. */
  async copyPrompt(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found !== undefined && isWritingTask(found.task)) await this.copyPromptOf(found.task, found.project);
  }

  /** Opens a phase's prompt to read, with what is in it and why. */
  async showPrompt(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found === undefined || !isWritingTask(found.task)) return;
    const prepared = await this.preparePrompt(found.task, found.project);
    if (prepared !== undefined) await this.models.prompts.open(found.task, prepared);
  }

  /** Asks which files the model is to see for a component, and shows the prompt that comes of it. */
  async chooseContext(wish: PhaseWish): Promise<void> {
    const found = await this.prepare(wish);
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const prepared = await this.preparePrompt(task, project);
    if (prepared === undefined) return;
    const { name: component } = task.component;
    const files = contextFiles(prepared);
    const wanted = await pickContextFiles(files, component);
    if (wanted === undefined) return;
    const changed = await changeContextChoices(project.files, (choices) =>
      chosenAmong(files, wanted, { choices, component }),
    );
    return changed.ok ? this.showPrompt({ ...wish, component }) : showProblem(changed.problem, this.log);
  }

  /** Takes an answer that a person brought through the same way as a model's; one that is for documents is handed on. */
  async pasteResponse(documents: (answer: DocumentAnswer) => Promise<void>): Promise<void> {
    const shown = this.flow.project;
    const all = this.find.projects.open.filter((project) => project !== shown);
    const answer = await this.models.manual.take(shown === undefined ? all : [shown, ...all]);
    if (answer === undefined) return;
    const { about } = answer;
    const copied = about?.prompt;
    if (copied !== undefined && !isOfPhase(copied)) return about && documents({ ...answer, about });
    const phase = copied?.phase ?? (await pickPhase());
    if (phase === undefined) return;
    const found = await this.prepare({
      phase,
      component: about?.prompt.component,
      from: about === undefined ? 'session' : { project: about.project, id: about.prompt.sessionId },
    });
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const by = { provider: pastedProvider(answer.text), limits: ONE_ATTEMPT, pasted: answer };
    const outcome = await this.generate({ task, project }, by);
    await this.models.manual.judged({ phase, component: task.component.name }, answer, outcome);
    await this.tell(outcome, found, undefined);
  }

  /** Goes through the phase of a recording: its answers take the place of a model's. */
  async replay(file: Uri | undefined): Promise<void> {
    const recording = await pickRecording(file);
    if (!recording.ok) return showProblem(recording.problem, this.log);
    const [first] = recording.value.requests;
    const phase = WRITING_PHASES.find((each) => each === first?.phase);
    if (first === undefined || phase === undefined) {
      return showProblem({ kind: 'input-invalid', detail: 'The recording holds no answer of a phase.' }, this.log);
    }
    const from = this.flow.session === undefined ? 'editor' : 'session';
    const found = await this.prepare({ phase, component: first.component, from });
    if (found === undefined || !isWritingTask(found.task)) return;
    const { task, project } = found;
    const by = { provider: replayProvider(recording.value), limits: repairLimits() };
    await this.tell(await this.generate({ task, project }, by), found, undefined);
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
    const by = { provider: this.flow.ladder.watch(provider), limits: repairLimits() };
    await this.tell(await this.generate({ task, project }, by), { task, project }, again);
  }

  private generate(
    { task, project }: { readonly task: Task<WritingPhase>; readonly project: Project },
    by: Omit<PhaseTools, 'consent'>,
  ): Promise<PhaseOutcome> {
    const recorded = this.models.recorder.keep(by.provider, project);
    const provider = this.models.logs.keep(recorded, project);
    return this.flow.run(task, project, { ...by, provider });
  }

  /** Says how a phase ended, and leads on from there; comes back when the user is done with that. */
  private async tell(
    outcome: PhaseOutcome,
    { task, project }: Pick<FoundTask, 'task' | 'project'>,
    again: (() => Promise<void>) | undefined,
  ): Promise<void> {
    const { phase, session } = task;
    const { name: component } = task.component;
    const place = { component, from: { project, id: session.id } };
    const isLeft = this.flow.leftReview(component, phase) !== undefined;
    const resume = { title: 'Go on with the review', run: () => this.resume({ ...place, phase }) };
    const following = PHASES[PHASES.indexOf(phase) + 1];
    const stored = this.flow.session === undefined ? undefined : componentOf(this.flow.session, component);
    const next =
      following === undefined || stored?.phases[following]?.state === 'reached'
        ? undefined
        : { title: `Go on with ${PHASE_LABEL[following]}`, run: () => this.run({ ...place, phase: following }) };
    // The other phases ask what to make of an attempt that failed before they end.
    const fix =
      phase !== 'verify'
        ? undefined
        : {
            title: 'Fix with AgentForge',
            run: async () => void (await commands.executeCommand(COMMAND.fixPhase, { component, phase })),
          };
    await tellOutcome(outcome, this.log, {
      fix,
      // What was answered and decided is not asked for, and paid, once more.
      again: isLeft ? resume.run : again,
      next,
      resume: isLeft ? resume : undefined,
      written: this.flow.filesInPlace(component, phase),
    });
  }

  private async copyPromptOf(task: Task<WritingPhase>, project: Project): Promise<void> {
    const prepared = await this.preparePrompt(task, project);
    if (prepared === undefined) return;
    const stored = await project.ports.sessions.write(task.session);
    if (!stored.ok) return showProblem(stored.problem, this.log);
    await this.flow.refresh();
    const { prompt, mark } = prepared;
    await this.models.manual.copy({ prompt, copied: copiedPrompt(task, mark, project.ports.clock.now()) }, project);
  }

  /** Undefined once the user was told why there is no prompt. */
  private async preparePrompt(task: Task<WritingPhase>, project: Project): Promise<PreparedPrompt | undefined> {
    const title = 'AgentForge: looking for the code that matters';
    const prepared = await whileWaiting(title, (signal) => preparePrompt(task, project.ports, signal));
    if (!prepared.ok) await showProblem(prepared.problem, this.log);
    return prepared.ok ? prepared.value : undefined;
  }
}
