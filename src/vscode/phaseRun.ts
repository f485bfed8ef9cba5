import { TextEditorSelectionChangeKind, window } from 'vscode';
import type { AuthoringOutcome } from '../core/authoring/authoringEvents';
import type { ChangeSet, ProposedFile } from '../core/changes/changeSet';
import type { Omission } from '../core/context/contextBundle';
import { Disposables } from '../core/lib/disposables';
import type { Log } from '../core/lib/log';
import type { CostEstimate } from '../core/model/spending/estimateCost';
import { estimateWords } from '../core/outline/costWords';
import { waitWords } from '../core/outline/modelWords';
import type { Activity } from '../core/outline/outline';
import { workTitle } from '../core/outline/workTitle';
import type { Review } from '../core/review/review';
import type { Consent, FailedAttempt } from '../core/tdflow/consent';
import type { PhaseEvent, PhaseOutcome } from '../core/tdflow/phaseEvents';
import type { ReviewStore } from '../core/tdflow/stores';
import { logPhaseEvent } from './logPhaseEvent';
import type { OpenChoice } from './nextStepChoice';
import { NextStepChoice } from './nextStepChoice';
import { PhaseProgress } from './phaseProgress';
import { askForDecision, askForNextStep, nextStepLinks, nextStepsAfter, STEP_TEXT } from './phaseWords';
import { askToSave } from './review/askToSave';
import { EditorReview } from './review/editorReview';
import { FollowingTab } from './review/followingTab';
import type { ProposalDiffs } from './review/proposalDiffs';
import { ReviewKeeper } from './review/reviewKeeper';
import type { RunningWork } from './runningWork';
import type { TestExplorer } from './testing/testExplorer';

/** Where a phase is seen while it runs. */
export interface PhaseFaces {
  readonly documents: ProposalDiffs;
  readonly tests: TestExplorer;
  readonly log: Log;
}

/** One phase while it runs, or the writing of documents: shows what happens, and is where it is decided about and cancelled. */
export class PhaseRun {
  readonly review = new EditorReview(
    (review) => this.reviewing(review),
    () => this.canRegenerate,
  );
  readonly nextStep = new NextStepChoice((choice) => this.choosing(choice));
  /** As long as another attempt is possible the user is asked what follows; else the files stay and the rollback is offered. */
  readonly consent: Consent = {
    review: (review, signal, inspect) => this.review.ask(review, signal, inspect),
    beforeWriting: (files) => askToSave(files, this.root),
    afterFailure: async (failed, signal) =>
      failed.stop === undefined ? this.nextStep.ask(failed, signal) : { kind: 'keep' },
  };
  private readonly run: number;
  /** Of the project, absolute. */
  private readonly root: string;
  private readonly keeper: ReviewKeeper;
  private attempt = { number: 1, of: 1 };
  private readonly owned = new Disposables();
  private readonly abort = new AbortController();
  private isUserAtWork = false;
  private readonly tab: FollowingTab;
  private readonly progress: PhaseProgress;
  private step = 'starting';
  private changes: ChangeSet | undefined;
  /** Settles when the diffs of files that came to be as before are closed: the editor takes it ill when they are closed twice. */
  private closing: Promise<unknown> = Promise.resolve();
  private reviewed: Review | undefined;
  /** Whether the review came to its end, and no other attempt has begun since. */
  private isDecided = false;
  /** Whether the attempt was judged, and came to nothing. */
  private hasFailed = false;
  private omitted: readonly Omission[] = [];
  private estimate: CostEstimate | 'unknown' | undefined;
  private failed: FailedAttempt | undefined;

  constructor(
    readonly task: RunningWork,
    { run, root, reviews }: { readonly run: number; readonly root: string; readonly reviews: ReviewStore },
    private readonly faces: PhaseFaces,
    private readonly onChange: () => void,
  ) {
    this.run = run;
    this.root = root;
    this.keeper = new ReviewKeeper(task, reviews, faces.log);
    this.tab = new FollowingTab(faces.documents, () => !this.isUserAtWork, faces.log);
    this.progress = new PhaseProgress(this.title, () => this.cancel());
    this.owned.add(
      window.onDidChangeTextEditorSelection(({ kind }) => {
        // Set by keyboard or mouse: another editor in front would take what is typed next.
        this.isUserAtWork ||= kind !== undefined && kind !== TextEditorSelectionChangeKind.Command;
      }),
    );
    this.owned.add(
      faces.documents.texts.onDidEdit(({ run: of, name, text }) => {
        if (of === this.id) this.review.edit(name, text);
      }),
    );
  }

  /** Names the attempt in the uris of its diffs. */
  private get id(): string {
    return `${this.run}.${this.attempt.number}`;
  }

  get title(): string {
    return workTitle({ phase: this.task.phase, component: this.task.component.name });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Whether there is something to look at, whole or not. */
  get isProposing(): boolean {
    return (this.changes?.files.length ?? 0) > 0;
  }

  get isReviewing(): boolean {
    return this.reviewed !== undefined;
  }

  /** Whether there is a model that can be asked for another answer. */
  get canRegenerate(): boolean {
    return this.isReviewing && (this.attempt.of > 1 || this.task.canAskAgain === true);
  }

  /** Whether an attempt failed and the user is asked what follows. */
  get isChoosing(): boolean {
    return this.failed !== undefined;
  }

  get activity(): Activity {
    const { task, changes, reviewed: review, omitted } = this;
    const nextSteps = this.failed === undefined ? undefined : nextStepsAfter(this.failed);
    const { name: component } = task.component;
    return { component, phase: task.phase, step: this.words, changes, review, omitted, nextSteps };
  }

  /** What it does now, and in which attempt once there is another one, or may be. */
  private get words(): string {
    const { number, of } = this.attempt;
    const isPlain = of === 1 || (number === 1 && this.failed === undefined);
    return isPlain ? this.step : `${this.step} (attempt ${number} of ${of})`;
  }

  /** Says what it is doing, where no event of a phase does. */
  tell(words: string): void {
    this.step = words;
    this.progress.report(words);
    this.onChange();
  }

  cancel(): void {
    this.abort.abort();
  }

  /** The window goes: ends like cancelled, but what waits for a decision waits on in the next window. */
  async leave(): Promise<void> {
    await this.keeper.leave();
    this.cancel();
  }

  /** Opens a proposed file's diff, at a line (from 1) of the proposal when one is given. */
  async openProposal(name: string, line?: number): Promise<void> {
    const file = this.changes?.files.find((each) => each.name === name);
    if (file === undefined) return;
    if (this.reviewed === undefined) this.faces.documents.update(this.id, file);
    await this.faces.documents.open({ run: this.id, file }, { preserveFocus: false, preview: true, line });
  }

  /** Opens what the user made of a file since the prompt beside what is proposed, both against what the model saw. */
  async openConflict(name: string): Promise<void> {
    const file = this.changes?.files.find((each) => each.name === name);
    if (file?.conflict === undefined) return;
    const { ancestor, proposed } = file.conflict;
    await this.faces.documents.openSides(this.id, name, [
      { title: `${name} (yours since the prompt)`, before: ancestor, after: file.base?.text ?? '' },
      { title: `${name} (proposed)`, before: ancestor, after: proposed },
    ]);
  }

  /** Opens all proposed files in one editor. */
  async openAllProposals(): Promise<void> {
    const files = (this.changes?.files ?? []).filter((file) => file.refusal === undefined);
    if (this.reviewed === undefined) this.updateDocuments(files);
    if (files.length > 0) await this.faces.documents.openAll(this.id, this.title, files);
  }

  /** Takes the phase from the screen. What was decided and could not be written or judged stays, to go on with another time. */
  async close(outcome: Pick<PhaseOutcome | AuthoringOutcome, 'kind'> | undefined): Promise<void> {
    this.progress.dispose();
    this.review.dispose();
    this.nextStep.dispose();
    this.owned.dispose();
    const isUnfinished = this.isDecided && (outcome === undefined || outcome.kind === 'failed');
    // Cancelled before it was judged, by the user or with the window: what was answered is paid for, and can be gone on with.
    if ((this.signal.aborted && !this.hasFailed) || isUnfinished) await this.keeper.leave();
    else await this.keeper.forget();
    if (outcome?.kind === 'reached' && this.isDecided) await this.keeper.forgetLeft();
    await this.closeDiffs();
  }

  /** Shows one event of the phase. */
  async take(event: PhaseEvent): Promise<void> {
    const { tests, log } = this.faces;
    await this.keeper.follow(event);
    logPhaseEvent(event, this.title, log);
    switch (event.kind) {
      case 'attempt':
        await this.closeDiffs();
        this.changes = undefined;
        this.isDecided = false;
        this.hasFailed = false;
        this.attempt = { number: event.number, of: event.of };
        break;
      case 'step':
        this.step = STEP_TEXT[event.step];
        log.info(`${this.title}: ${this.words}`);
        if (event.step !== 'review') this.progress.report(this.words);
        break;
      case 'prompt':
        this.omitted = event.omitted;
        this.estimate = event.estimate ?? this.estimate;
        break;
      case 'model-started':
        this.step = this.estimate === undefined ? event.label : `${event.label}, ${estimateWords(this.estimate)}`;
        this.progress.report(this.words);
        break;
      case 'model-retrying':
      case 'model-waiting':
      case 'model-continuing':
        this.progress.countDown(event.delayMs ?? 0, (seconds) => waitWords(event, seconds));
        break;
      case 'changes':
        this.show(event.changes);
        break;
      case 'proposed':
        await this.keeper.begin(event.answer);
        break;
      case 'reviewed':
        this.changes = undefined;
        this.isDecided = true;
        await this.closeDiffs();
        break;
      case 'test':
        tests.take(event.event);
        break;
    }
  }

  /** Lets diffs grow, and shows that of the file that begins. */
  private show(changes: ChangeSet): void {
    const known = new Set(this.changes?.files.map((file) => file.name));
    const drawn = new Set(this.changes?.files);
    this.changes = changes;
    for (const name of changes.unchanged) if (known.has(name)) this.closeUnchanged(name);
    this.updateDocuments(changes.files.filter((file) => !drawn.has(file)));
    const file = changes.files.findLast(({ name, refusal }) => refusal === undefined && !known.has(name));
    if (file !== undefined) this.tab.show({ run: this.id, file });
  }

  /** A file that came to be as it was before: there is nothing to look at, and it was what arrived last. */
  private closeUnchanged(name: string): void {
    this.closing = Promise.all([this.closing, this.tab.stop()]).then(() =>
      this.faces.documents.closeDiff(this.id, name),
    );
  }

  /** Takes what is proposed from the screen. */
  private async closeDiffs(): Promise<void> {
    await this.tab.stop();
    await this.closing;
    await this.faces.documents.close(this.id, this.title);
  }

  private reviewing(review: Review | undefined): void {
    const isNew = review !== undefined && this.reviewed === undefined;
    this.reviewed = review;
    if (review !== undefined) {
      this.progress.ask(askForDecision(review, this.isDecided ? 'again' : 'first'));
      this.changes = review.changes;
      this.step = STEP_TEXT.review;
      this.keeper.keep(review);
    }
    // Only once, as the user left it: from here on the user writes there too.
    if (isNew) {
      const files = review.files.map(({ file, text }) => ({ ...file, text }));
      this.updateDocuments(files, { isWritable: true });
    }
    this.onChange();
  }

  private choosing(choice: OpenChoice | undefined): void {
    this.failed = choice?.failed;
    if (choice !== undefined) {
      this.hasFailed = true;
      this.step = 'failed, waiting for your decision';
      this.progress.report(askForNextStep(choice), nextStepLinks(choice.failed));
    }
    this.onChange();
  }

  private updateDocuments(files: readonly ProposedFile[], options = { isWritable: false }): void {
    for (const file of files) {
      if (file.refusal === undefined) this.faces.documents.update(this.id, file, options);
    }
  }
}
