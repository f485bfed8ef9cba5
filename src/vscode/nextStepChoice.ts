import type { TextDocument } from 'vscode';
import { commands, window, workspace } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import type { FailedAttempt, NextStep } from '../core/tdflow/consent';

/** An attempt that waits for what follows. */
export interface OpenChoice {
  readonly failed: FailedAttempt;
  /** Whether its feedback is open in the editor. */
  readonly isEditing: boolean;
}

/** Waits for what follows a failed attempt, wherever it is chosen: notification, tree or palette. */
export class NextStepChoice implements Disposable {
  private pending: { readonly failed: FailedAttempt; readonly settle: (next: NextStep) => void } | undefined;
  private draft: TextDocument | undefined;

  /** `onChange` is told undefined as soon as nothing waits any more. */
  constructor(private readonly onChange: (choice: OpenChoice | undefined) => void) {}

  ask(failed: FailedAttempt, signal: AbortSignal): Promise<NextStep> {
    return new Promise((resolve) => {
      const cancel = (): void => settle({ kind: 'take-back' });
      const settle = (next: NextStep): void => {
        signal.removeEventListener('abort', cancel);
        this.pending = undefined;
        this.onChange(undefined);
        void this.closeDraft();
        resolve(next);
      };
      signal.addEventListener('abort', cancel, { once: true });
      this.pending = { failed, settle };
      if (signal.aborted) return cancel();
      this.onChange({ failed, isEditing: false });
    });
  }

  /** A draft that was closed is given up: the next attempt is told what it would have been told without it. */
  tryAgain(): void {
    const { pending, draft } = this;
    const feedback = draft === undefined || draft.isClosed ? pending?.failed.feedback : draft.getText();
    if (feedback !== undefined) pending?.settle({ kind: 'again', feedback });
  }

  /** Opens what the next attempt would be told as a document, to be changed in any way. */
  async editFeedback(): Promise<void> {
    if (this.pending === undefined) return;
    if (this.draft === undefined || this.draft.isClosed) {
      this.draft = await workspace.openTextDocument({ content: this.pending.failed.feedback });
    }
    await window.showTextDocument(this.draft, { preview: false });
    if (this.pending !== undefined) this.onChange({ failed: this.pending.failed, isEditing: true });
  }

  /** Leaves the files for a person to go on with; without a run there are none. */
  keep(): void {
    if (this.pending?.failed.verdict !== undefined) this.pending.settle({ kind: 'keep' });
  }

  takeBack(): void {
    this.pending?.settle({ kind: 'take-back' });
  }

  dispose(): void {
    this.takeBack();
  }

  /** The editor would ask whether to save what was never meant for disk. */
  private async closeDraft(): Promise<void> {
    const { draft } = this;
    this.draft = undefined;
    if (draft === undefined || draft.isClosed) return;
    await window.showTextDocument(draft, { preview: false });
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}
