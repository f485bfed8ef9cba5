import type { Log } from '../../core/lib/log';
import type { Review } from '../../core/review/review';
import { saveReview } from '../../core/review/savedReview';
import type { PhaseEvent } from '../../core/tdflow/phaseEvents';
import type { AnsweredAttempt, ReviewStore } from '../../core/tdflow/stores';
import type { RunningWork } from '../runningWork';
import { Throttle } from '../throttle';

/** Typing in a proposal changes the review with each key. */
const SAVE_MS = 250;

/** Keeps a review on disk as long as it is open, so that neither a window that goes nor a click on "Cancel" takes it along. */
export class ReviewKeeper {
  private answer: AnsweredAttempt | undefined;
  private review: Review | undefined;
  private saved: Promise<void> = Promise.resolve();
  private isInPlace = false;
  private readonly saving = new Throttle(() => this.save('held'), SAVE_MS);

  constructor(
    private readonly task: RunningWork,
    private readonly reviews: ReviewStore,
    private readonly log: Log,
  ) {}

  /** Another answer is about to be reviewed; the one before is done with. */
  async begin(answer: AnsweredAttempt): Promise<void> {
    if (this.answer !== undefined && this.answer.attempt !== answer.attempt) await this.forget();
    this.answer = answer;
  }

  keep(review: Review): void {
    this.review = review;
    this.saving.request();
  }

  /** Forgets it as soon as what was accepted is in place and recorded: it cannot be gone on with, whatever happens next. */
  async follow({ kind }: PhaseEvent): Promise<void> {
    if (kind === 'applied') this.isInPlace = true;
    else if (kind === 'rolled-back' || kind === 'attempt') this.isInPlace = false;
    else if (kind === 'session' && this.isInPlace) await this.forget();
  }

  /** It came to its end. */
  async forget(): Promise<void> {
    const { answer } = this;
    [this.answer, this.review] = [undefined, undefined];
    this.saving.dispose();
    await this.saved;
    if (answer !== undefined) await this.reviews.remove(this.task.session.id, answer.attempt);
  }

  /** What was left open of this phase is over, as it came to its end another way. */
  async forgetLeft(): Promise<void> {
    const { session, component, phase } = this.task;
    for (const open of await this.reviews.list(session.id)) {
      if (open.component === component.name && open.phase === phase)
        await this.reviews.remove(session.id, open.attempt);
    }
  }

  /** It ends before its time: what is open stays open, to go on with. */
  async leave(): Promise<void> {
    this.saving.dispose();
    this.save('left');
    await this.saved;
    [this.answer, this.review] = [undefined, undefined];
  }

  private save(by: 'held' | 'left'): void {
    const { answer, review, task } = this;
    const { phase, source } = task;
    if (answer === undefined || review === undefined || phase === 'verify') return;
    const about = { ...answer, component: task.component.name, phase, ...(source && { source }) };
    const open = { ...about, review: saveReview(review) };
    this.saved = this.saved.then(async () => {
      try {
        const kept = await this.reviews.save(task.session.id, open, by);
        if (!kept.ok) this.log.warn(`the open review could not be kept: ${kept.problem.kind}`);
      } catch (error) {
        // Else no later one would be kept either, and the phase could not end.
        this.log.warn(`the open review could not be kept: ${error instanceof Error ? error.message : error}`);
      }
    });
  }
}
