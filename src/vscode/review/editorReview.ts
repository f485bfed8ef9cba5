import { window } from 'vscode';
import type { Problem } from '../core/errors';
import type { Disposable } from '../core/lib/disposables';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { Decision, Review } from '../core/review/review';
import { decide, decideAll, filesWith, isSettled } from '../core/review/review';
import { askForOwnDecision } from './askForOwnDecision';
import { plain } from './plain';

/** Waits for the user's decisions, wherever they are made: tree, diff title, palette or notification. */
export class EditorReview implements Disposable {
  private pending: { review: Review; readonly settle: (result: Result<Review, Problem>) => void } | undefined;

  constructor(private readonly onChange: (review: Review | undefined) => void) {}

  ask(review: Review, signal: AbortSignal): Promise<Result<Review, Problem>> {
    return new Promise((resolve) => {
      const settle = (result: Result<Review, Problem>): void => {
        signal.removeEventListener('abort', cancel);
        this.pending = undefined;
        this.onChange(undefined);
        resolve(result);
      };
      const cancel = (): void => settle(fail({ kind: 'cancelled' }));
      signal.addEventListener('abort', cancel, { once: true });
      this.pending = { review, settle };
      if (signal.aborted) return cancel();
      this.onChange(review);
    });
  }

  /** Decides about one file; asks first when accepting would change what runs. */
  async decideFile(name: string, decision: Exclude<Decision, 'pending'>): Promise<void> {
    const file = this.pending?.review.changes.files.find((each) => each.name === name);
    if (file === undefined) return;
    const reason = decision === 'accepted' ? await askForOwnDecision(file) : '';
    if (reason !== undefined) this.update((review) => decide(review, name, decision, reason));
  }

  decideAll(decision: 'accepted' | 'rejected'): void {
    this.update((review) => decideAll(review, decision));
    const left = this.pending === undefined ? [] : filesWith(this.pending.review, 'pending');
    if (left.length > 0) {
      const names = left.map((file) => file.name).join(', ');
      const text = `Still to be decided one by one, because each needs a decision of its own: ${names}`;
      void window.showInformationMessage(plain(text));
    }
  }

  dispose(): void {
    this.pending?.settle(fail({ kind: 'cancelled' }));
  }

  private update(change: (review: Review) => Review): void {
    if (this.pending === undefined) return;
    const review = change(this.pending.review);
    this.pending.review = review;
    if (isSettled(review)) this.pending.settle(ok(review));
    else this.onChange(review);
  }
}
