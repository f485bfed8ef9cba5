import { dirname, relative, sep } from 'node:path';
import type { Uri } from 'vscode';
import { EventEmitter } from 'vscode';
import type { AuthoringOutcome } from '../core/authoring/authoringEvents';
import type { DocumentWork } from '../core/authoring/documentPiece';
import type { AuthoringTools, WriteDocuments } from '../core/authoring/writeDocuments';
import { writeDocuments } from '../core/authoring/writeDocuments';
import type { WrittenDocuments } from '../core/authoring/writtenDocuments';
import { writtenDocuments } from '../core/authoring/writtenDocuments';
import type { Problem } from '../core/errors';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { Ladder } from '../core/model/ladder';
import { isPasted } from '../core/model/pastedProvider';
import type { Explanation } from '../core/outline/explainProblem';
import { explainProblem } from '../core/outline/explainProblem';
import type { Phase, WritingPhase } from '../core/phase';
import type { Consent } from '../core/tdflow/consent';
import { currentSession } from '../core/tdflow/findSession';
import type { Generation } from '../core/tdflow/history';
import { generationsOf } from '../core/tdflow/history';
import type { PhaseEvent, PhaseOutcome } from '../core/tdflow/phaseEvents';
import { provePhase } from '../core/tdflow/provePhase';
import type { RequirementState } from '../core/tdflow/requirementStates';
import type { PhaseTools } from '../core/tdflow/runPhase';
import { runPhase } from '../core/tdflow/runPhase';
import { runVerify } from '../core/tdflow/runVerify';
import type { Session } from '../core/tdflow/session';
import type { OpenReview } from '../core/tdflow/stores';
import type { Task } from '../core/tdflow/task';
import type { SessionView } from '../core/tdflow/viewSession';
import { viewSession } from '../core/tdflow/viewSession';
import type { Verdict } from '../core/verdict/verdict';
import { GENERATION_SETTINGS, isReviewFile, SECRETS, SESSIONS_FOLDER } from '../core/workspace/ownPath';
import type { Project } from '../node/project';
import { requirementsOfSession } from '../node/requirementsOfSession';
import { DocumentProgress } from './authoring/documentProgress';
import { ContextKeys } from './contextKeys';
import { showProblem } from './errors';
import type { PhaseFaces } from './phaseRun';
import { PhaseRun } from './phaseRun';
import type { RunningWork } from './runningWork';
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
  /** The model that would answer; '' when that is not known, or there is none. */
  modelName = '';
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
  /** Of the session's specification as it is on disk, with how far each is proven. */
  requirements: readonly RequirementState[] = [];
  /** Documents of the project that the journal tells of, the newest first. */
  documents: readonly WrittenDocuments[] = [];
  /** Verdicts of the running phase, before they are stored. */
  private readonly fresh = new Map<string, Verdict>();
  /** Why the last try of a phase in this window came to no verdict. */
  private readonly troubles = new Map<string, Explanation>();
  private told = new Set<string>();
  private runs = 0;
  private reads = 0;
  private readonly keys = new ContextKeys();
  private readonly drawing = this.owned.add(new Throttle(() => this.changed.fire(), DRAW_MS, 'at once'));

  /** `hasModel` tells whether a model can be asked in a project as things are, `nameModel` which; both say nothing to the user. */
  constructor(
    private readonly faces: PhaseFaces,
    private readonly models: {
      hasModel(project: Project | undefined): Promise<boolean>;
      nameModel(project: Project): Promise<string>;
    },
  ) {}

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

  /** Why the last try of a phase came to no verdict; undefined when it did, or was none in this window. */
  troubleOf(component: string, phase: Phase): Explanation | undefined {
    const { session } = this;
    return session === undefined ? undefined : this.troubles.get(troubleKey(session, { component, phase }));
  }

  isStale(component: string, phase: Phase): boolean {
    return this.view?.isStale(component, phase) === true;
  }

  /** The review of a phase that an earlier window left open. */
  leftReview(component: string, phase: Phase): OpenReview | undefined {
    return this.left.find((open) => open.component === component && open.phase === phase);
  }

  /** Whether what is shown depends on the file: it is a session, it may hold a key or name the model, or a verdict speaks of it. */
  speaksOf(uri: Uri): boolean {
    const { project, session } = this;
    if (project === undefined || uri.scheme !== 'file') return false;
    const path = relative(project.root, uri.fsPath).split(sep).join('/');
    if (dirname(path) === SESSIONS_FOLDER.relative || isReviewFile(path)) return true;
    if (path === session?.specFile || path === SECRETS.relative || path === GENERATION_SETTINGS.relative) return true;
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
      const requirements =
        project === undefined || session === undefined ? [] : await requirementsOfSession(session, project, view);
      const entries = project === undefined ? [] : await project.ports.journal.readEntries();
      const left = session === undefined ? undefined : await project?.ports.reviews.list(session.id);
      const canCallModel = await this.models.hasModel(project);
      const modelName = project === undefined || !canCallModel ? '' : await this.models.nameModel(project);
      if (reading !== this.reads || this.current !== undefined || this.project !== project) return;
      this.tellOnce(problems);
      [this.session, this.view, this.canCallModel, this.modelName] = [session, view, canCallModel, modelName];
      this.generations = session === undefined ? [] : generationsOf(session, entries);
      this.requirements = requirements;
      this.documents = writtenDocuments(entries);
      this.left = left ?? [];
      this.fresh.clear();
    } finally {
      this.announce();
    }
  }

  /** Runs a writing phase with a model, a recording or a pasted answer. One phase at a time. */
  run(task: Task<WritingPhase>, project: Project, { watch, ...by }: FlowTools): Promise<PhaseOutcome> {
    return this.conduct(task, project, ({ consent, signal }) =>
      watched(runPhase(task, { ...by, consent: { ...consent, ...by.consent } }, project.ports, signal), watch),
    );
  }

  /** Judges what is there: VERIFY, or a writing phase again. */
  judge(task: Task, project: Project, watch?: FlowTools['watch']): Promise<PhaseOutcome> {
    return this.conduct(task, project, ({ signal }) =>
      watched(
        task.phase === 'verify'
          ? runVerify(task as Task<'verify'>, project.ports, signal)
          : provePhase(task as Task<WritingPhase>, project.ports, signal),
        watch,
      ),
    );
  }

  /** Writes documents, with one look at all of them. */
  author(
    work: DocumentWork,
    project: Project,
    by: Pick<AuthoringTools, 'provider' | 'resume'>,
    write: WriteDocuments = (tools, signal) => writeDocuments(work, tools, project.ports, signal),
  ): Promise<AuthoringOutcome> {
    const busy = this.busy();
    if (busy !== undefined) return Promise.resolve({ kind: 'failed', problem: busy, failed: [] });
    this.use(project);
    const { session, name, source } = work;
    const run = this.begin(
      { session, component: { name }, phase: 'documents', source, canAskAgain: !isPasted(by.provider) },
      project,
    );
    const progress = new DocumentProgress(run, work.pieces.length, this.faces.log);
    const events = write({ ...by, consent: run.consent }, run.signal);
    return this.keepEnd(this.follow(run, events, (event) => progress.take(event)));
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
    const busy = this.busy();
    if (busy !== undefined) return Promise.resolve({ kind: 'failed', problem: busy });
    this.use(project);
    this.session = task.session;
    this.faces.tests.root = project.root;
    const run = this.begin(task, project);
    this.troubles.delete(troubleKey(task.session, { component: task.component.name, phase: task.phase }));
    const take = async (event: PhaseEvent): Promise<void> => {
      if (event.kind === 'session') this.session = event.session;
      if (event.kind === 'verdict') this.fresh.set(`${task.component.name}/${task.phase}`, event.verdict);
      await run.take(event);
    };
    return this.keepEnd(this.follow(run, start(run), take));
  }

  /** Why nothing can begin now. */
  private busy(): Problem | undefined {
    if (this.current === undefined) return undefined;
    const detail = `${this.current.title} is running. Wait for it or cancel it first.`;
    return { kind: 'input-invalid', detail };
  }

  private begin(work: RunningWork, { root, ports: { reviews } }: Project): PhaseRun {
    const run = new PhaseRun(work, { run: ++this.runs, root, reviews }, this.faces, () => this.announce());
    [this.current, this.last] = [run, run];
    return run;
  }

  private keepEnd<O>(outcome: Promise<O>): Promise<O> {
    this.ended = Promise.allSettled([outcome]);
    return outcome;
  }

  private async follow<E, O extends PhaseOutcome | AuthoringOutcome>(
    run: PhaseRun,
    events: AsyncGenerator<E, O>,
    take: (event: E) => Promise<void>,
  ): Promise<O> {
    let outcome: O | undefined;
    try {
      for (;;) {
        this.announce();
        const next = await events.next();
        if (next.done === true) {
          outcome = next.value;
          return outcome;
        }
        await take(next.value);
      }
    } finally {
      // Where showing an event failed, the phase is in the middle: it still takes back what it wrote.
      await events.return({ kind: 'cancelled' } as O).finally(() => this.end(run, outcome));
    }
  }

  private async end(run: PhaseRun, outcome: PhaseOutcome | AuthoringOutcome | undefined): Promise<void> {
    try {
      const { session, component, phase } = run.task;
      if (outcome?.kind === 'failed' && phase !== 'documents') {
        this.troubles.set(troubleKey(session, { component: component.name, phase }), explainProblem(outcome.problem));
      }
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

/** What a phase is run with; what is not said of consent is the user's to give, in the editor. */
export interface FlowTools extends Omit<PhaseTools, 'consent'> {
  readonly consent?: Partial<Consent>;
  readonly watch?: (event: PhaseEvent) => void;
}

/** The same phase, of whose events somebody else is told too. */
async function* watched(
  phase: AsyncGenerator<PhaseEvent, PhaseOutcome>,
  watch: (event: PhaseEvent) => void = () => {},
): AsyncGenerator<PhaseEvent, PhaseOutcome> {
  try {
    for (;;) {
      const step = await phase.next();
      if (step.done === true) return step.value;
      watch(step.value);
      yield step.value;
    }
  } finally {
    await phase.return({ kind: 'cancelled' });
  }
}

function troubleKey(
  { id }: Pick<Session, 'id'>,
  { component, phase }: { readonly component: string; readonly phase: Phase },
) {
  return `${id}/${component}/${phase}`;
}

const NO_SESSION = { session: undefined, problems: [] } as const;
