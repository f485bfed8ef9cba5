import { window } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Disposable } from '../../core/lib/disposables';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Review } from '../../core/review/review';
import { change, decide, decideAll, edit, filesWith, isSettled, withFindings } from '../../core/review/review';
import type { ReviewedFile } from '../../core/review/reviewedFile';
import { asWritten, chooseHunk, decideHunk } from '../../core/review/reviewedFile';
import { newsIn } from '../../core/tdflow/inspectFiles';
import type { InspectReview } from '../../core/tdflow/inspectReview';
import { plain } from '../plain';
import { Throttle } from '../throttle';
import { askForOwnDecision } from './askForOwnDecision';
import type { NamedHunk } from './hunkPlaces';

/** Whoever types looks up only when they pause: what is found may come that much later. */
const LOOK_MS = 300;

interface Pending {
  review: Review;
  readonly inspect: InspectReview;
  readonly settle: (result: Result<Review, Problem>) => void;
}

/** Waits for the user's decisions, wherever they are made: trees, diff, palette or notification. */
export class EditorReview implements Disposable {
  private pending: Pending | undefined;
  private readonly looking = new Throttle(() => void this.look(), LOOK_MS);

  constructor(
    private readonly onChange: (review: Review | undefined) => void,
    private readonly canRegenerate: () => boolean,
  ) {}

  /** What is being decided about. */
  get current(): Review | undefined {
    return this.pending?.review;
  }

  ask(review: Review, signal: AbortSignal, inspect: InspectReview): Promise<Result<Review, Problem>> {
    return new Promise((resolve) => {
      const settle = (result: Result<Review, Problem>): void => {
        signal.removeEventListener('abort', cancel);
        this.pending = undefined;
        this.looking.dispose();
        this.onChange(undefined);
        resolve(result);
      };
      const cancel = (): void => settle(fail({ kind: 'cancelled' }));
      signal.addEventListener('abort', cancel, { once: true });
      this.pending = { review, inspect, settle };
      if (signal.aborted) return cancel();
      this.onChange(review);
      // One that was left open by another window was changed there.
      if (review.files.some(({ chosen, found }) => chosen !== found.text)) this.looking.request();
    });
  }

  /** Decides about one file; asks first when accepting needs a decision of its own. */
  async decideFile(name: string, decision: 'accepted' | 'rejected'): Promise<void> {
    if (decision === 'rejected') return this.update((review) => decide(review, name, decision));
    const asked = this.pending;
    if (await this.findsNews(name)) return;
    const reason = await this.about(asked, name, (reviewed) => askForOwnDecision(asWritten(reviewed)));
    if (reason !== undefined) this.update((review) => decide(review, name, decision, reason));
  }

  async decideAll(decision: 'accepted' | 'rejected'): Promise<void> {
    if (decision === 'accepted' && (await this.findsNews())) return;
    this.update((review) => decideAll(review, decision));
    const left = this.pending === undefined ? [] : filesWith(this.pending.review, 'pending');
    if (left.length > 0) {
      const names = left.map((file) => file.name).join(', ');
      const text = `Still to be decided one by one, because each needs a decision of its own: ${names}`;
      void window.showInformationMessage(plain(text));
    }
  }

  /** Takes a hunk in or leaves it out; its file stays undecided. One that was edited away meanwhile is nobody's choice. */
  chooseHunk({ name, key }: NamedHunk, choice: 'in' | 'out'): void {
    this.update((review) => change(review, name, (file) => chooseHunk(file, key, choice)));
  }

  /** Decides about a hunk, and with the last one about its file. */
  decideHunk({ name, key }: NamedHunk, decision: 'accepted' | 'rejected'): void {
    this.update((review) => change(review, name, (file) => decideHunk(file, key, decision)));
  }

  /** Takes over what the user made of a proposal. */
  edit(name: string, text: string): void {
    this.update((review) => edit(review, name, text));
  }

  /** The reason is for the next answer: with the last decision one is offered, as there is no other moment to ask for it. */
  async rejectWithReason(name: string): Promise<void> {
    const asked = this.pending;
    const options = {
      title: plain(`Reject ${name}`),
      prompt: 'Why? "Regenerate with feedback" tells the next answer.',
      ignoreFocusOut: true,
    };
    const reason = await this.about(asked, name, () => window.showInputBox(options));
    if (reason === undefined || asked === undefined) return;
    const rejected = decide(asked.review, name, 'rejected', reason.trim());
    const isLast = reason.trim() !== '' && isSettled(rejected) && this.canRegenerate();
    const another = isLast ? await this.about(asked, name, () => wantsAnother(rejected)) : false;
    if (another === true)
      asked.settle(ok({ ...decide(asked.review, name, 'rejected', reason.trim()), anotherFor: '' }));
    if (another === false) this.update((review) => decide(review, name, 'rejected', reason.trim()));
  }

  /** Asks for another answer, which is told what was decided so far. */
  async regenerate(): Promise<void> {
    const asked = this.pending;
    const words = await window.showInputBox({
      title: 'AgentForge: Regenerate with feedback',
      prompt: 'What should be different? The next answer is also told what you accepted and what you rejected.',
      ignoreFocusOut: true,
    });
    if (words === undefined || asked === undefined || this.pending !== asked) return;
    asked.settle(ok({ ...asked.review, anotherFor: words.trim() }));
  }

  dispose(): void {
    this.looking.dispose();
    this.pending?.settle(fail({ kind: 'cancelled' }));
  }

  /**
   * Asks about a file as it is now. Undefined when the user decides nothing, or when by then that is not what they were asked
   * about: a question stays open for long, and meanwhile another answer may be there, or other text in the file.
   */
  private async about<T>(
    asked: Pending | undefined,
    name: string,
    ask: (reviewed: ReviewedFile) => Thenable<T | undefined>,
  ): Promise<T | undefined> {
    const reviewed = fileIn(asked, name);
    if (reviewed === undefined || this.pending !== asked) return undefined;
    const given = await ask(reviewed);
    if (given === undefined || (this.pending === asked && fileIn(asked, name)?.chosen === reviewed.chosen))
      return given;
    const text = `${name} is not what it was when you were asked. Nothing was decided about it; look at it once more.`;
    void window.showWarningMessage(plain(text));
    return undefined;
  }

  private update(to: (review: Review) => Review): void {
    if (this.pending === undefined) return;
    const review = to(this.pending.review);
    if (review === this.pending.review) return;
    this.pending.review = review;
    if (isSettled(review)) this.pending.settle(ok(review));
    else {
      this.looking.request();
      this.onChange(review);
    }
  }

  /**
   * Looks before something is accepted: what was edited away a moment ago is not asked about any more, and what came in is told
   * first, of one file or of all that would be accepted. Also stops what was asked of a review that is over by then.
   */
  private async findsNews(name?: string): Promise<boolean> {
    const asked = this.pending;
    const before = asked?.review;
    await this.look();
    if (this.pending !== asked) return true;
    const news = (this.pending?.review.files ?? []).flatMap((reviewed, index) => {
      const seen = before?.files[index];
      const isMeant = name === undefined ? reviewed.decision === 'pending' : reviewed.file.name === name;
      if (!isMeant || seen === undefined) return [];
      return newsIn(asWritten(reviewed), asWritten(seen)).map((sentence) => `${reviewed.file.name}, ${sentence}`);
    });
    if (news.length === 0) return false;
    const text = `${news.join('; ')}. Accept once more if it is to be written so.`;
    void window.showWarningMessage(plain(text));
    return true;
  }

  /** Finds what is to be known of the review as it is now. */
  private async look(): Promise<void> {
    const asked = this.pending;
    if (asked === undefined) return;
    const looked = await asked.inspect(asked.review);
    const review = withFindings(asked.review, looked);
    if (this.pending !== asked || review === asked.review) return;
    asked.review = review;
    this.onChange(review);
  }
}

function fileIn(pending: Pending | undefined, name: string): ReviewedFile | undefined {
  return pending?.review.files.find(({ file }) => file.name === name);
}

/** Whether the user wants another answer instead of ending here. */
async function wantsAnother(review: Review): Promise<boolean> {
  const taken = filesWith(review, 'accepted').length;
  const again = { label: 'Regenerate with feedback', description: 'asks the model again, and tells it your reason' };
  const end = {
    label: 'Reject only',
    description: taken === 0 ? 'ends here, and nothing is written' : `writes the ${taken} that you accepted`,
  };
  const chosen = await window.showQuickPick([again, end], {
    title: 'All is decided. Ask for another answer?',
    ignoreFocusOut: true,
  });
  return chosen === again;
}
