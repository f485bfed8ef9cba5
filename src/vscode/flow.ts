import { relative, sep } from 'node:path';
import type { Uri } from 'vscode';
import { EventEmitter, workspace } from 'vscode';
import type { Problem } from '../core/errors';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import type { ModelProvider } from '../core/model/provider';
import type { Activity } from '../core/outline/outline';
import type { Phase, WritingPhase } from '../core/phase';
import { currentSession } from '../core/tdflow/findSession';
import type { PhaseEvent, PhaseOutcome } from '../core/tdflow/phaseEvents';
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
import { ContextKeys } from './contextKeys';
import { showProblem } from './errors';
import { CONTEXT } from './manifest';
import type { PhaseFaces } from './phaseRun';
import { PhaseRun } from './phaseRun';
import { Throttle } from './throttle';

/** A tree that is drawn more often than this is not read any better. */
const DRAW_MS = 80;

/** What the editor knows of the current session, and the one phase that may be running in it. */
export class Flow implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  project: Project | undefined;
  session: Session | undefined;
  canCallModel = false;
  private running: PhaseRun | undefined;
  /** Settles when the last phase has ended and taken back what it had to. */
  private ended: Promise<unknown> = Promise.resolve();
  private view: SessionView | undefined;
  private canRollBack = false;
  /** Verdicts of the running phase, before they are stored. */
  private readonly fresh = new Map<string, Verdict>();
  private told = new Set<string>();
  private runs = 0;
  private reads = 0;
  private readonly keys = new ContextKeys();
  private readonly drawing = this.owned.add(new Throttle(() => this.changed.fire(), DRAW_MS));

  constructor(private readonly faces: PhaseFaces) {}

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  get activity(): Activity | undefined {
    return this.running?.activity;
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

  /** Turns to another folder's project, or to none; refused while a phase runs. */
  use(project: Project | undefined): void {
    if (this.running !== undefined || this.project?.root === project?.root) return;
    this.project = project;
    this.session = undefined;
  }

  /**
   * Reads the current session again, and what its verdicts are worth now. Of readings that overtake each other the last one
   * counts; while a phase runs nothing is read, as its end does.
   */
  async refresh(): Promise<void> {
    const reading = ++this.reads;
    try {
      const { project } = this;
      if (this.running !== undefined) return;
      const { session, problems } = project === undefined ? NO_SESSION : await currentSession(project.ports);
      const view = project === undefined ? undefined : await viewSession(session, project.ports);
      const applied =
        project === undefined || session === undefined ? undefined : await lastApplied(session, project.ports);
      if (reading !== this.reads) return;
      this.tellOnce(problems);
      [this.session, this.view, this.canRollBack] = [session, view, applied !== undefined];
      this.fresh.clear();
    } finally {
      this.announce();
    }
  }

  /** Runs a writing phase with a model, a recording or a pasted answer. One phase at a time. */
  run(task: Task<WritingPhase>, project: Project, provider: ModelProvider): Promise<PhaseOutcome> {
    return this.conduct(task, project, ({ review, signal }) =>
      runPhase(task, { provider, consent: review }, project.ports, signal),
    );
  }

  /** Judges what is there: VERIFY, or a writing phase again. */
  judge(task: Task, project: Project): Promise<PhaseOutcome> {
    return this.conduct(task, project, ({ signal }) =>
      task.phase === 'verify'
        ? runVerify(task as Task<'verify'>, project.ports, signal)
        : provePhase(task as Task<WritingPhase>, project.ports, signal),
    );
  }

  cancel(): void {
    this.running?.cancel();
  }

  /** Cancels the running phase and waits until it has taken back what it wrote. */
  async stop(): Promise<void> {
    this.cancel();
    await this.ended;
  }

  decideAll(decision: 'accepted' | 'rejected'): void {
    this.running?.review.decideAll(decision);
  }

  async decideFile(name: string, decision: 'accepted' | 'rejected'): Promise<void> {
    await this.running?.review.decideFile(name, decision);
  }

  async openProposal(name: string): Promise<void> {
    await this.running?.openProposal(name);
  }

  dispose(): void {
    this.cancel();
    this.owned.dispose();
  }

  /** A session file stays unreadable at every refresh; saying so once is enough. */
  private tellOnce(problems: readonly Problem[]): void {
    const fresh = problems.filter((problem) => !this.told.has(JSON.stringify(problem)));
    this.told = new Set(problems.map((problem) => JSON.stringify(problem)));
    for (const problem of fresh) void showProblem(problem, this.faces.log);
  }

  private conduct(
    task: Task,
    project: Project,
    start: (run: PhaseRun) => AsyncGenerator<PhaseEvent, PhaseOutcome>,
  ): Promise<PhaseOutcome> {
    if (this.running !== undefined) {
      const detail = `${this.running.title} is running. Wait for it or cancel it first.`;
      return Promise.resolve({ kind: 'failed', problem: { kind: 'input-invalid', detail } });
    }
    this.use(project);
    this.session = task.session;
    this.faces.tests.root = project.root;
    this.running = new PhaseRun(task, ++this.runs, this.faces, () => this.announce());
    const outcome = this.follow(this.running, task, start(this.running));
    this.ended = Promise.allSettled([outcome]);
    return outcome;
  }

  private async follow(
    run: PhaseRun,
    task: Task,
    events: AsyncGenerator<PhaseEvent, PhaseOutcome>,
  ): Promise<PhaseOutcome> {
    try {
      for (;;) {
        this.announce();
        const next = await events.next();
        if (next.done === true) return next.value;
        const event = next.value;
        if (event.kind === 'session') this.session = event.session;
        if (event.kind === 'verdict') this.fresh.set(`${task.component.name}/${task.phase}`, event.verdict);
        await run.take(event);
      }
    } finally {
      // Where showing an event failed, the phase is in the middle: it still takes back what it wrote.
      await events.return({ kind: 'cancelled' }).finally(() => this.end(run));
    }
  }

  private async end(run: PhaseRun): Promise<void> {
    try {
      await run.close();
    } finally {
      this.running = undefined;
      await this.refresh();
    }
  }

  /** Tells the views, and the palette what it can offer. */
  private announce(): void {
    const { session, running } = this;
    const component =
      session?.currentComponent === undefined ? undefined : componentOf(session, session.currentComponent);
    const reached = (phase: Phase) => running === undefined && component?.phases[phase]?.state === 'reached';
    this.keys.set({
      [CONTEXT.hasSession]: session !== undefined,
      [CONTEXT.canGreen]: reached('red'),
      [CONTEXT.canRefactor]: reached('green'),
      [CONTEXT.canVerify]: reached('green'),
      [CONTEXT.canRollBack]: running === undefined && this.canRollBack && workspace.isTrusted,
      [CONTEXT.isRunning]: running !== undefined,
      [CONTEXT.isReviewing]: running?.isReviewing === true,
    });
    this.drawing.request();
  }
}

const NO_SESSION = { session: undefined, problems: [] } as const;
