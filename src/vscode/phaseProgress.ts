import type { Progress } from 'vscode';
import { ProgressLocation, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { plain } from './plain';

/** A notification with a cancel button, from the first word about a phase to its end. */
export class PhaseProgress implements Disposable {
  private state: 'unasked' | 'open' | 'over' = 'unasked';
  private message = '';
  private shown: { readonly progress: Progress<{ message: string }>; readonly hide: () => void } | undefined;

  constructor(
    private readonly title: string,
    private readonly cancel: () => void,
  ) {}

  /** `links` follow the text and are the only part of it that can be clicked. */
  report(text: string, links = ''): void {
    this.message = plain(text) + links;
    this.shown?.progress.report({ message: this.message });
    if (this.state === 'unasked') this.open();
  }

  dispose(): void {
    this.state = 'over';
    this.shown?.hide();
  }

  private open(): void {
    this.state = 'open';
    const options = { location: ProgressLocation.Notification, title: plain(this.title), cancellable: true };
    void window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(this.cancel);
      progress.report({ message: this.message });
      return new Promise<void>((hide) => {
        this.shown = { progress, hide };
        if (this.state === 'over') hide();
      });
    });
  }
}
