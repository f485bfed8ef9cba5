import type { NextStepAction } from '../core/outline/row';
import type { Review } from '../core/review/review';
import { filesWith } from '../core/review/review';
import type { FailedAttempt } from '../core/tdflow/consent';
import type { Step } from '../core/tdflow/phaseEvents';
import type { CommandId } from './manifest';
import { COMMAND } from './manifest';
import type { OpenChoice } from './nextStepChoice';

/** Links and not buttons, so that the notification can go away by itself once all is decided anywhere. */
const DECISION_LINKS = `[Accept all](command:${COMMAND.acceptAll}), [reject all](command:${COMMAND.rejectAll}), [show changes](command:${COMMAND.openAllChanges})`;

/** What stands in the notification while files wait for a decision; `again`: after what was accepted was looked at as a whole. */
export function askForDecision(review: Review, time: 'first' | 'again') {
  const links = DECISION_LINKS;
  const pending = filesWith(review, 'pending');
  if (time === 'again') {
    const text = `look again at ${pending.map(({ name }) => name).join(', ')}: `;
    return {
      ...{ text, links },
      more: '. Not all that writing takes was known when you accepted. Nothing is written before you do.',
    };
  }
  const refused = review.changes.files.filter((file) => file.refusal !== undefined).length;
  const beside = refused === 0 ? '' : `, ${refused} refused`;
  const text = `${pending.length} proposed ${pending.length === 1 ? 'file' : 'files'}${beside}: `;
  return { text, links, more: '. Nothing is written before you accept.' };
}

/** What stands there while a failed attempt waits for what follows. */
export function askForNextStep({ failed: { number, of, summary }, isEditing }: OpenChoice): string {
  return isEditing
    ? `attempt ${number + 1} of ${of} is told what stands in the open document. Change it as you like.`
    : `attempt ${number} of ${of} failed. ${summary.replace(/\.?$/, '.')}`;
}

const NEXT_STEP: Readonly<Record<NextStepAction, { readonly command: CommandId; readonly label: string }>> = {
  tryAgain: { command: COMMAND.tryAgain, label: 'Try again' },
  editFeedback: { command: COMMAND.editFeedback, label: 'edit feedback' },
  keepFiles: { command: COMMAND.keepFiles, label: 'keep files' },
  takeBack: { command: COMMAND.takeBack, label: 'take back' },
};

export function nextStepLinks(failed: FailedAttempt): string {
  const links = nextStepsAfter(failed).map((step) => `[${NEXT_STEP[step].label}](command:${NEXT_STEP[step].command})`);
  return ` ${links.slice(0, -1).join(', ')} or ${links.at(-1)}.`;
}

/** Without a run there are no files to keep. */
export function nextStepsAfter({ verdict }: FailedAttempt): readonly NextStepAction[] {
  return ['tryAgain', 'editFeedback', ...(verdict === undefined ? [] : (['keepFiles'] as const)), 'takeBack'];
}

export const STEP_TEXT: Readonly<Record<Step, string>> = {
  baseline: 'running the tests as they are',
  prompt: 'preparing the prompt',
  model: 'asking the model',
  review: 'waiting for your decision',
  apply: 'writing',
  tests: 'running the tests',
  'stand-in': 'running the tests against a stand-in',
  probes: 'trying trivial subjects',
  repeat: 'running the tests once more',
  lines: 'running the tests one by one, to see which lines they run',
  others: 'running other tests that use what changed',
  verdict: 'judging',
  rollback: 'taking the files back',
};
