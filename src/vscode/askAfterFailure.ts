import { window } from 'vscode';
import type { FailedAttempt, NextStep } from '../core/tdflow/consent';
import { plain } from './plain';

const AGAIN = 'Try again';
const FEEDBACK = 'Edit feedback';
const KEEP = 'Keep files';
const TAKE_BACK = 'Take back';

/** Asks what follows an attempt that failed. Closing the message keeps what there is, and never costs anything. */
export async function askAfterFailure(failed: FailedAttempt, signal: AbortSignal): Promise<NextStep> {
  const { number, of, summary, feedback, verdict } = failed;
  const text = plain(`Attempt ${number} of ${of} failed: ${summary}`);
  const keep = verdict === undefined ? [] : [KEEP];
  const chosen = await orAborted(window.showWarningMessage(text, AGAIN, FEEDBACK, ...keep, TAKE_BACK), signal);
  if (chosen === AGAIN) return { kind: 'again', feedback };
  if (chosen === FEEDBACK) {
    const more = await window.showInputBox({
      title: plain(`Attempt ${number + 1} of ${of}`),
      prompt: 'What should the next attempt know? It is put before what the tests said.',
      ignoreFocusOut: true,
    });
    if (more !== undefined)
      return { kind: 'again', feedback: more.trim() === '' ? feedback : `${more}\n\n${feedback}` };
  }
  return chosen === TAKE_BACK || verdict === undefined ? { kind: 'take-back' } : { kind: 'keep' };
}

/** A message stays on the screen until it is answered; cancelling must not wait for that. */
function orAborted<T>(asked: Thenable<T | undefined>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    asked.then(resolve, reject);
  });
}
