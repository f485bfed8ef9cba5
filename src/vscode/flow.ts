import { relative, sep } from 'node:path';
import type { Uri } from 'vscode';
import { commands, EventEmitter } from 'vscode';
import type { ChangeSet } from '../core/changes/changeSet';
import type { Problem } from '../core/errors';
import type { Disposable } from '../core/lib/disposables';
import type { Log } from '../core/lib/log';
import type { ModelProvider } from '../core/model/provider';
import type { Activity } from '../core/outline/outline';
import type { Phase, WritingPhase } from '../core/phase';
import { PHASE_LABEL } from '../core/phase';
import type { Decision, Review } from '../core/review/review';
import { filesWith } from '../core/review/review';
import { currentSession } from '../core/tdflow/findSession';
import type { PhaseEvent, PhaseOutcome, Step } from '../core/tdflow/phaseEvents';
import { provePhase } from '../core/tdflow/provePhase';
import { lastApplied } from '../core/tdflow/rollBackPhase';
import { runPhase } from '../core/tdflow/runPhase';
import { runVerify } from '../core/tdflow/runVerify';
import type { Session } from '../core/tdflow/session';
import { componentOf } from '../core/tdflow/session';
import type { Task } from '../core/tdflow/task';
import type { SessionView } from '../core/tdflow/viewSession';
import { viewSession } from '../core/tdflow/viewSession';
import type { Verdict } from '../core/verdict/verdict';
import type { Project } from '../node/project';
import { EditorReview } from './editorReview';
import { showProblem } from './errors';
import type { ContextKey } from './manifest';
import { COMMAND, CONTEXT } from './manifest';
import { PhaseProgress } from './phaseProgress';
import type { ProposalDocuments } from './proposalDocuments';
import type { TestExplorer } from './testExplorer';

interface Running {
  readonly task: Task;
  readonly abort: AbortController;
  readonly review: EditorReview;
  /** Names the run in the uris of its diffs. */
  readonly id: string;
  step: string;
  changes: ChangeSet | undefined;
  decisions: readonly Decision[] | undefined;
}

/** What the editor knows of the current session, and the one phase that may be running in it. */
export class Flow implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  project: Project | undefined;
  session: Session | undefined;
  canCallModel = false;
  private running: Running | undefined;
  private view: SessionView | undefined;
  /** Verdicts of the running phase, before they are stored. */
  private readonly fresh = new Map<string, Verdict>();
  private told = new Set<string>();
  private runs = 0;

  constructor(
    private readonly documents: ProposalDocuments,
    private readonly tests: TestExplorer,
    private readonly log: Log,
  ) {}

  get activity(): Activity | undefined {
    if (this.running === undefined) return undefined;
    const { task, step, changes, decisions } = this.running;
    return { component: task.component.name, phase: task.phase, step, changes, decisions };
  }

  verdictOf(component: string, phase: Phase): Verdict | undefined {
    return this.fresh.get(`${component}/${phase}`) ?? this.view?.verdictOf(component, phase);
  }

  isStale(component: string, phase: Phase): boolean {
    return this.view?.isStale(component, phase) === true;
  }

  /** Whether a verdict of the session depends on the file. */
  speaksOf(uri: Uri): boolean {
    const { project, session } = this;
    if (project === undefined || uri.scheme !== 'file') return false;
    const path = relative(project.root, uri.fsPath).split(sep).join('/');
    const records = session?.components.flatMap((component) => Object.values(component.phases)) ?? [];
    return records.some((record) => record.files.some((file) => file.path === path));
  }

  /** Opens another folder's project; refused while a phase runs. */
  use(project: Project): void {
    if (this.running === undefined && this.project?.root !== project.root) {
      this.project = project;
      this.session = undefined;
    }
  }

  /** Reads the current session again, and what its verdicts are worth now. */
  async refresh(): Promise<void> {
    const { project } = this;
    if (project === undefined) return;
    const { session, problems } = await currentSession(project.ports);
    this.tellOnce(problems);
    [this.session, this.view] = [session, await viewSession(session, project.ports)];
    this.fresh.clear();
    await this.announce();
  }

  /** Runs a writing phase with a model, a recording or a pasted answer. One phase at a time. */
  run(task: Task<WritingPhase>, provider: ModelProvider): Promise<PhaseOutcome> {
    return this.conduct(task, (running) => {
      if (this.project === undefined) throw new Error('no project is open');
      return runPhase(task, { provider, consent: running.review }, this.project.ports, running.abort.signal);
    });
  }

  /** Judges what is there: VERIFY, or a writing phase again. */
  judge(task: Task): Promise<PhaseOutcome> {
    return this.conduct(task, (running) => {
      if (this.project === undefined) throw new Error('no project is open');
      const { ports } = this.project;
      return task.phase === 'verify'
        ? runVerify(task as Task<'verify'>, ports, running.abort.signal)
        : provePhase(task as Task<WritingPhase>, ports, running.abort.signal);
    });
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  cancel(): void {
    this.running?.abort.abort();
  }

  decideAll(decision: 'accepted' | 'rejected'): void {
    this.running?.review.decideAll(decision);
  }

  async decideFile(name: string, decision: 'accepted' | 'rejected'): Promise<void> {
    await this.running?.review.decideFile(name, decision);
  }

  async openProposal(name: string): Promise<void> {
    const file = this.running?.changes?.files.find((each) => each.name === name);
    if (this.running !== undefined && file !== undefined) {
      await this.documents.open(this.running.id, file, { preserveFocus: false });
    }
  }

  dispose(): void {
    this.cancel();
    this.running?.review.dispose();
    this.changed.dispose();
  }

  /** A session file stays unreadable at every refresh; saying so once is enough. */
  private tellOnce(problems: readonly Problem[]): void {
    const fresh = problems.filter((problem) => !this.told.has(JSON.stringify(problem)));
    this.told = new Set(problems.map((problem) => JSON.stringify(problem)));
    for (const problem of fresh) void showProblem(problem, this.log);
  }

  private async conduct(
    task: Task,
    start: (running: Running) => AsyncGenerator<PhaseEvent, PhaseOutcome>,
  ): Promise<PhaseOutcome> {
    if (this.running !== undefined) {
      const { task: other } = this.running;
      const detail = `${PHASE_LABEL[other.phase]} of ${other.component.name} is running. Wait for it or cancel it first.`;
      return { kind: 'failed', problem: { kind: 'input-invalid', detail } };
    }
    const abort = new AbortController();
    const progress = new PhaseProgress(`${PHASE_LABEL[task.phase]} of ${task.component.name}`, () => abort.abort());
    const review = new EditorReview((pending) => this.reviewing(progress, pending));
    const running: Running = {
      task,
      abort,
      review,
      id: String(++this.runs),
      step: 'starting',
      changes: undefined,
      decisions: undefined,
    };
    this.running = running;
    this.session = task.session;
    this.tests.root = this.project?.root ?? '';
    await this.announce();
    try {
      const events = start(running);
      for (;;) {
        const next = await events.next();
        if (next.done === true) return next.value;
        await this.take(next.value, running, progress);
      }
    } finally {
      progress.dispose();
      this.running = undefined;
      await this.documents.close(running.id);
      await this.refresh();
    }
  }

  private async take(event: PhaseEvent, running: Running, progress: PhaseProgress): Promise<void> {
    switch (event.kind) {
      case 'step':
        running.step = STEP_TEXT[event.step];
        this.log.info(`${running.task.phase} of ${running.task.component.name}: ${running.step}`);
        if (event.step !== 'review') progress.report(running.step);
        break;
      case 'prompt':
        for (const { what, why } of event.omitted) this.log.info(`left out of the prompt: ${what} (${why})`);
        break;
      case 'model-started':
        running.step = event.label;
        progress.report(event.label);
        break;
      case 'model-retrying':
        progress.report(
          `attempt ${event.attempt} of ${event.of} in ${Math.ceil(event.delayMs / 1000)} s: ${event.reason}`,
        );
        break;
      case 'changes':
        await this.show(event.changes, running);
        break;
      case 'reviewed':
        running.decisions = undefined;
        running.changes = undefined;
        await this.documents.close(running.id);
        break;
      case 'test':
        this.tests.take(event.event);
        break;
      case 'verdict':
        this.fresh.set(`${running.task.component.name}/${running.task.phase}`, event.verdict);
        break;
      case 'session':
        this.session = event.session;
        break;
      case 'rollback-failed':
        this.log.warn(`taking back failed: ${event.problem.kind}`);
        break;
      case 'proposed':
        break;
      case 'model-ended':
      case 'applied':
      case 'rolled-back':
        this.log.info(JSON.stringify(event));
        break;
    }
    await this.announce();
  }

  /** Opens each file's diff as its block begins and lets it grow. */
  private async show(changes: ChangeSet, running: Running): Promise<void> {
    const known = new Set(running.changes?.files.map((file) => file.name));
    running.changes = changes;
    for (const file of changes.files) {
      if (file.refusal !== undefined) continue;
      this.documents.update(running.id, file);
      if (!known.has(file.name)) await this.documents.open(running.id, file, { preserveFocus: true });
    }
  }

  private reviewing(progress: PhaseProgress, review: Review | undefined): void {
    const { running } = this;
    if (running === undefined) return;
    if (review !== undefined) {
      progress.report(askForDecision(review));
      running.changes = review.changes;
      running.decisions = review.decisions;
      running.step = 'waiting for your decision';
      for (const file of review.changes.files) this.documents.update(running.id, file);
    } else running.decisions = undefined;
    void this.announce();
  }

  /** Tells the views, and the palette what it can offer. */
  private async announce(): Promise<void> {
    const { session, running } = this;
    const component =
      session?.currentComponent === undefined ? undefined : componentOf(session, session.currentComponent);
    const reached = (phase: Phase) => running === undefined && component?.phases[phase]?.state === 'reached';
    const undoable =
      session !== undefined && this.project !== undefined ? await lastApplied(session, this.project.ports) : undefined;
    const context: Readonly<Record<ContextKey, boolean>> = {
      [CONTEXT.hasSession]: session !== undefined,
      [CONTEXT.canGreen]: reached('red'),
      [CONTEXT.canRefactor]: reached('green'),
      [CONTEXT.canVerify]: reached('green'),
      [CONTEXT.canRollBack]: running === undefined && undoable !== undefined,
      [CONTEXT.isRunning]: running !== undefined,
      [CONTEXT.isReviewing]: running?.decisions !== undefined,
    };
    for (const [key, value] of Object.entries(context)) await commands.executeCommand('setContext', key, value);
    this.changed.fire();
  }
}

/** The notification's text; its links are commands, so that it can go away by itself once all is decided anywhere. */
function askForDecision(review: Review): string {
  const left = filesWith(review, 'pending').length;
  const refused = review.changes.files.filter((file) => file.refusal !== undefined).length;
  const more = refused === 0 ? '' : `, ${refused} refused`;
  return `${left} proposed ${left === 1 ? 'file' : 'files'} to decide about${more}. Nothing is written before you accept. [Accept all](command:${COMMAND.acceptAll}) or [reject all](command:${COMMAND.rejectAll}).`;
}

const STEP_TEXT: Readonly<Record<Step, string>> = {
  baseline: 'running the tests as they are',
  prompt: 'preparing the prompt',
  model: 'asking the model',
  review: 'waiting for your decision',
  apply: 'writing',
  tests: 'running the tests',
  verdict: 'judging',
  rollback: 'taking the files back',
};
