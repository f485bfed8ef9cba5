import type { Progress } from 'vscode';
import { ProgressLocation, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { countDown } from '../node/countDown';
import { plain } from './plain';

type State = 'works' | 'waits';

/** What is asked sooner needs no word before it. */
const QUICK_MS = 300;
/** Of more than three notifications within 800 ms the editor shows three: what a phase begins with is said before it asks. */
const BEGINNING_MS = 1_000;

interface Shown {
  readonly state: State;
  progress: Progress<{ message: string }> | undefined;
  hide: () => void;
  isOver: boolean;
}

/**
 * A notification from the first word about a phase to its end. It has a cancel button as long as the phase works; while files
 * wait for a decision it has none: a click too many would drop what was paid for.
 */
export class PhaseProgress implements Disposable {
  private readonly begunAt = performance.now();
  private message = '';
  private isOver = false;
  private stopCountDown = (): void => {};
  private shown: Shown | undefined;

  constructor(
    private readonly title: string,
    private readonly cancel: () => void,
  ) {}

  /** Reports a wait of so many milliseconds with the seconds that are left of it, until something else is reported. */
  countDown(ms: number, words: (seconds: number) => string): void {
    this.stopCountDown();
    this.stopCountDown = countDown(ms, (seconds) => this.show(plain(words(seconds)), 'works'));
  }

  /** `links` follow the text and are the only part of it that can be clicked. */
  report(text: string, links = ''): void {
    this.stopCountDown();
    this.show(plain(text) + links, 'works');
  }

  /** Waits for a decision. Without a button the editor folds all but the first line away, so the links stand before `more`. */
  ask({ text, links, more }: { readonly text: string; readonly links: string; readonly more: string }): void {
    this.stopCountDown();
    this.show(`${plain(text)}${links}${plain(more)}`, 'waits');
  }

  dispose(): void {
    this.stopCountDown();
    this.isOver = true;
    this.hide();
  }

  private show(message: string, state: State): void {
    if (this.isOver) return;
    this.message = message;
    if (this.shown?.state === state) this.shown.progress?.report({ message });
    else this.open(state);
  }

  private hide(): void {
    if (this.shown === undefined) return;
    this.shown.isOver = true;
    this.shown.hide();
    this.shown = undefined;
  }

  private open(state: State): void {
    this.hide();
    const shown: Shown = { state, progress: undefined, hide: () => {}, isOver: false };
    this.shown = shown;
    const delay = state === 'works' ? QUICK_MS : this.begunAt + BEGINNING_MS - performance.now();
    const late = setTimeout(() => this.notify(shown), Math.max(0, delay));
    shown.hide = () => clearTimeout(late);
  }

  private notify(shown: Shown): void {
    const options = {
      location: ProgressLocation.Notification,
      title: plain(this.title),
      cancellable: shown.state === 'works',
    };
    void window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(this.cancel);
      shown.progress = progress;
      progress.report({ message: this.message });
      return new Promise<void>((hide) => {
        shown.hide = hide;
        if (shown.isOver) hide();
      });
    });
  }
}
