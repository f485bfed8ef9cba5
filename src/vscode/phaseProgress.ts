import type { Progress } from 'vscode';
import { ProgressLocation, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';

/** A notification with a cancel button, from the start of a phase to its end. */
export class PhaseProgress implements Disposable {
  private shown: { readonly progress: Progress<{ message: string }>; readonly hide: () => void } | undefined;
  private wanted: string | undefined;

  constructor(
    private readonly title: string,
    private readonly cancel: () => void,
  ) {}

  report(message: string): void {
    this.wanted = message;
    if (this.shown !== undefined) {
      this.shown.progress.report({ message });
      return;
    }
    void window.withProgress(
      { location: ProgressLocation.Notification, title: this.title, cancellable: true },
      (progress, token) =>
        new Promise<void>((resolve) => {
          token.onCancellationRequested(this.cancel);
          if (this.wanted === undefined) return resolve();
          this.shown = { progress, hide: resolve };
          progress.report({ message: this.wanted });
        }),
    );
  }

  dispose(): void {
    this.wanted = undefined;
    this.shown?.hide();
    this.shown = undefined;
  }
}
