import { dirname, relative, sep } from 'node:path';
import type { Uri } from 'vscode';
import { EventEmitter } from 'vscode';
import type { Problem } from '../core/errors';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { Ladder } from '../core/model/ladder';
import type { Phase, WritingPhase } from '../core/phase';
import { currentSession } from '../core/tdflow/findSession';
import type { Generation } from '../core/tdflow/history';
import { generationsOf } from '../core/tdflow/history';
import type { PhaseEvent, PhaseOutcome } from '../core/tdflow/phaseEvents';
import { provePhase } from '../core/tdflow/provePhase';
import type { PhaseTools } from '../core/tdflow/runPhase';
import { runPhase } from '../core/tdflow/runPhase';
import { runVerify } from '../core/tdflow/runVerify';
import type { Session } from '../core/tdflow/session';
import type { OpenReview } from '../core/tdflow/stores';
import type { Task } from '../core/tdflow/task';
import type { SessionView } from '../core/tdflow/viewSession';
import { viewSession } from '../core/tdflow/viewSession';
import type { Verdict } from '../core/verdict/verdict';
import { isReviewFile, SESSIONS_FOLDER } from '../core/workspace/ownPath';
import type { Project } from '../node/project';
import { ContextKeys } from './contextKeys';
import { showProblem } from './errors';
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
  readonly ladder = new Ladder(() => this.announce());
  private current: PhaseRun | undefined;
  private last: PhaseRun | undefined;
  /** Settles when the last phase has ended and taken back what it had to. */
  private ended: Promise<unknown> = Promise.resolve();
  private view: SessionView | undefined;
  /** Reviews that an earlier window left open. */
  private left: readonly OpenReview[] = [];
  /** The generations of the session, the newest first. */
  generations: readonly Generation[] = [];
  /** Verdicts of the running phase, before they are stored. */
  private readonly fresh = new Map<string, Verdict>();
  private told = new Set<string>();
  private runs = 0;
  private reads = 0;
  private readonly keys = new ContextKeys();
  private readonly drawing = this.owned.add(new Throttle(() => this.changed.fire(), DRAW_MS));

  constructor(private readonly faces: PhaseFaces) {}

  /** Whether a generation of the session is in place and can be taken back. */
  get hasApplied(): boolean {
    return this.generations.some(({ state }) => state === 'in place');
  }

  /** How many files the newest generation of a phase left, as far as they are in place. */
  filesInPlace(component: string, phase: Phase): number {
    const newest = this.generations.find((each) => each.component === component && each.phase === phase);
    return newest?.state === 'in place' ? newest.files.length : 0;
  }

  get running(): PhaseRun | undefined {
    return this.current;
  }

  verdictOf(component: string, phase: Phase): Verdict | undefined {
    return this.fresh.get(`${component}/${phase}`) ?? this.view?.verdictOf(component, phase);
  }

  isStale(component: string, phase: Phase): boolean {
    return this.view?.isStale(component, phase) === true;
  }

  /** The review of a phase that an earlier window left open. */
  leftReview(component: string, phase: Phase): OpenReview | undefined {
    return this.left.find((open) => open.component === component && open.phase === phase);
  }

  /** Whether what is shown depends on the file: it is a session, or a verdict speaks of it. */
  speaksOf(uri: Uri): boolean {
    const { project, session } = this;
    if (project === undefined || uri.scheme !== 'file') return false;
    const path = relative(project.root, uri.fsPath).split(sep).join('/');
    if (dirname(path) === SESSIONS_FOLDER.relative || isReviewFile(path)) return true;
    const records = session?.components.flatMap((component) => Object.values(component.phases)) ?? [];
    return records.some((record) => record.files.some((file) => file.path === path));
  }

  /** Turns to another folder's project, or to none; refused while a phase runs. */
  use(project: Project | undefined): void {
    if (this.current !== undefined || this.project?.root === project?.root) return;
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
      if (this.current !== undefined) return;
      const { session, problems } = project === undefined ? NO_SESSION : await currentSession(project.ports);
      const view = project === undefined ? undefined : await viewSession(session, project.ports);
      const entries = project === undefined || session === undefined ? [] : await project.ports.journal.readEntries();
      const left = session === undefined ? undefined : await project?.ports.reviews.list(session.id);
      if (reading !== this.reads || this.current !== undefined || this.project !== project) return;
      this.tellOnce(problems);
      [this.session, this.view] = [session, view];
      this.generations = session === undefined ? [] : generationsOf(session, entries);
      this.left = left ?? [];
      this.fresh.clear();
    } finally {
      this.announce();
    }
  }

  /** Runs a writing phase with a model, a recording or a pasted answer. One phase at a time. */
  run(task: Task<WritingPhase>, project: Project, by: Omit<PhaseTools, 'consent'>): Promise<PhaseOutcome> {
    return this.conduct(task, project, ({ consent, signal }) =>
      runPhase(task, { ...by, consent }, project.ports, signal),
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

  /** Ends the running phase as the window goes, and waits until it has taken back what it wrote. */
  async stop(): Promise<void> {
    await this.last?.leave();
    await this.ended;
  }

  dispose(): void {
    this.current?.cancel();
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
    if (this.current !== undefined) {
      const detail = `${this.current.title} is running. Wait for it or cancel it first.`;
      return Promise.resolve({ kind: 'failed', problem: { kind: 'input-invalid', detail } });
    }
    this.use(project);
    this.session = task.session;
    this.faces.tests.root = project.root;
    const { root } = project;
    const { reviews } = project.ports;
    const run = new PhaseRun(task, { run: ++this.runs, root, reviews }, this.faces, () => this.announce());
    [this.current, this.last] = [run, run];
    const outcome = this.follow(run, start(run));
    this.ended = Promise.allSettled([outcome]);
    return outcome;
  }

  private async follow(run: PhaseRun, events: AsyncGenerator<PhaseEvent, PhaseOutcome>): Promise<PhaseOutcome> {
    let outcome: PhaseOutcome | undefined;
    try {
      for (;;) {
        this.announce();
        const next = await events.next();
        if (next.done === true) {
          outcome = next.value;
          return outcome;
        }
        const event = next.value;
        if (event.kind === 'session') this.session = event.session;
        if (event.kind === 'verdict') this.fresh.set(`${run.task.component.name}/${run.task.phase}`, event.verdict);
        await run.take(event);
      }
    } finally {
      // Where showing an event failed, the phase is in the middle: it still takes back what it wrote.
      await events.return({ kind: 'cancelled' }).finally(() => this.end(run, outcome));
    }
  }

  private async end(run: PhaseRun, outcome: PhaseOutcome | undefined): Promise<void> {
    try {
      await run.close(outcome);
    } finally {
      this.current = undefined;
      await this.refresh();
    }
  }

  /** Tells the views, and the palette what it can offer. */
  private announce(): void {
    this.keys.tell(this);
    this.drawing.request();
  }
}

const NO_SESSION = { session: undefined, problems: [] } as const;
