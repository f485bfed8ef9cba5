import { window, workspace } from 'vscode';
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
    const edited = await editFeedback(feedback, `Attempt ${number + 1} of ${of}`, signal);
    if (edited !== undefined) return { kind: 'again', feedback: edited };
  }
  return chosen === TAKE_BACK || verdict === undefined ? { kind: 'take-back' } : { kind: 'keep' };
}

/** Opens what the next attempt would be told as a document, to be changed in any way. Undefined when the user does not go on. */
async function editFeedback(feedback: string, attempt: string, signal: AbortSignal): Promise<string | undefined> {
  const document = await workspace.openTextDocument({ content: feedback, language: 'markdown' });
  await window.showTextDocument(document, { preview: false });
  const text = plain(`${attempt} is told what stands in this document. Change it as you like, then go on.`);
  const chosen = await orAborted(window.showInformationMessage(text, AGAIN), signal);
  return chosen === AGAIN ? document.getText() : undefined;
}

/** A message stays on the screen until it is answered; cancelling must not wait for that. */
function orAborted<T>(asked: Thenable<T | undefined>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    asked.then(resolve, reject);
  });
}
