import { window } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Disposable } from '../../core/lib/disposables';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Review } from '../../core/review/review';
import { change, decide, decideAll, edit, filesWith, isSettled } from '../../core/review/review';
import { chooseHunk, decideHunk } from '../../core/review/reviewedFile';
import { plain } from '../plain';
import { askForOwnDecision } from './askForOwnDecision';

/** Waits for the user's decisions, wherever they are made: trees, diff, palette or notification. */
export class EditorReview implements Disposable {
  private pending: { review: Review; readonly settle: (result: Result<Review, Problem>) => void } | undefined;

  constructor(private readonly onChange: (review: Review | undefined) => void) {}

  /** What is being decided about. */
  get current(): Review | undefined {
    return this.pending?.review;
  }

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

  /** Decides about one file; asks first when accepting needs a decision of its own. */
  async decideFile(name: string, decision: 'accepted' | 'rejected'): Promise<void> {
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

  /** Takes a hunk (from 0) in or leaves it out; its file stays undecided. */
  chooseHunk(name: string, hunk: number, choice: 'in' | 'out'): void {
    this.update((review) => change(review, name, (file) => chooseHunk(file, hunk, choice)));
  }

  /** Decides about a hunk (from 0), and with the last one about its file. */
  decideHunk(name: string, hunk: number, decision: 'accepted' | 'rejected'): void {
    this.update((review) => change(review, name, (file) => decideHunk(file, hunk, decision)));
  }

  /** Takes over what the user made of a proposal. */
  edit(name: string, text: string): void {
    this.update((review) => edit(review, name, text));
  }

  /** The reason is for the next answer, when one is asked for. */
  async rejectWithReason(name: string): Promise<void> {
    const reason = await window.showInputBox({
      title: plain(`Reject ${name}`),
      prompt: 'Why? "Regenerate with feedback" tells the next answer.',
      ignoreFocusOut: true,
    });
    if (reason !== undefined) this.update((review) => decide(review, name, 'rejected', reason.trim()));
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
    this.pending?.settle(fail({ kind: 'cancelled' }));
  }

  private update(to: (review: Review) => Review): void {
    if (this.pending === undefined) return;
    const review = to(this.pending.review);
    if (review === this.pending.review) return;
    this.pending.review = review;
    if (isSettled(review)) this.pending.settle(ok(review));
    else this.onChange(review);
  }
}
