import { ProgressLocation, window } from 'vscode';

/** What is over sooner needs no word about it. */
const QUICK_MS = 500;

/** Runs work that is mostly quick, and gives what it gives; when it takes longer, says what is waited for, with a button that aborts its signal. */
export async function whileWaiting<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const working = work(stop.signal);
  const late = setTimeout(() => {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, (_progress, token) => {
      token.onCancellationRequested(() => stop.abort());
      return Promise.allSettled([working]);
    });
  }, QUICK_MS);
  try {
    return await working;
  } finally {
    clearTimeout(late);
  }
}
