import type { Progress } from 'vscode';
import { ProgressLocation, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { countDown } from '../node/countDown';
import { plain } from './plain';

/** A notification with a cancel button, from the first word about a phase to its end. */
export class PhaseProgress implements Disposable {
  private state: 'unasked' | 'open' | 'over' = 'unasked';
  private message = '';
  private stopCountDown = (): void => {};
  private shown: { readonly progress: Progress<{ message: string }>; readonly hide: () => void } | undefined;

  constructor(
    private readonly title: string,
    private readonly cancel: () => void,
  ) {}

  /** Reports a wait of so many milliseconds with the seconds that are left of it, until something else is reported. */
  countDown(ms: number, words: (seconds: number) => string): void {
    this.stopCountDown();
    this.stopCountDown = countDown(ms, (seconds) => this.show(plain(words(seconds))));
  }

  /** `links` follow the text and are the only part of it that can be clicked. */
  report(text: string, links = ''): void {
    this.stopCountDown();
    this.show(plain(text) + links);
  }

  dispose(): void {
    this.stopCountDown();
    this.state = 'over';
    this.shown?.hide();
  }

  private show(message: string): void {
    this.message = message;
    this.shown?.progress.report({ message });
    if (this.state === 'unasked') this.open();
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
