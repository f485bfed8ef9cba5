import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import { splitLines } from '../lib/lines';
import type { Turn } from '../model/provider';
import type { Ports } from './ports';

/** How often the rest of an answer is asked for. */
export const MOST_CONTINUATIONS = 2;

type AnswerCut = Extract<Problem, { kind: 'answer-cut' }>;

/** Whether the rest of an answer that ended so can come when it is asked for; its last stream brought so many whole files. */
export function canContinue(problem: Problem, brought: number): problem is AnswerCut {
  if (problem.kind !== 'answer-cut') return false;
  switch (problem.cause) {
    case 'limit':
      // Where one file did not fit into an answer, it does not fit into the next one.
      return brought > 0;
    case 'context':
    case 'time':
    case 'lacking':
      return false;
    default:
      return true;
  }
}

/** Whether the model itself ended the answer, so that nothing has to pass before it can go on. */
export function isOfTheModel({ cause }: AnswerCut): boolean {
  return cause === 'limit' || cause === 'paused';
}

/** What is said after an answer that broke off: the answer as far as it is closed, and what is to follow. None when nothing is. */
export function askForRest(text: string, { files, unchanged }: ChangeSet, hash: Ports['hash']): readonly Turn[] {
  const closed = text.trimEnd();
  if (closed === '') return [];
  const finished = files.filter((file) => file.state === 'complete');
  const encoder = new TextEncoder();
  const list = finished.map(
    (file) => `- ${file.name} (${splitLines(file.text).length} lines, SHA-256 ${hash(encoder.encode(file.text))})`,
  );
  const words = [
    'Your answer broke off. What stands above is what came of it; a block that was not closed is left out.',
    ...(list.length + unchanged.length === 0
      ? ['No file is finished.']
      : [
          'These files are finished and kept; do not send them again:',
          ...list,
          ...unchanged.map((name) => `- ${name}`),
        ]),
    'Go on from there, in the same format: send each file that is still missing whole, from its first line to its last, beginning with the one in which the answer broke off. When nothing is missing, say so and send no file.',
  ];
  return [
    { role: 'assistant', text: closed },
    { role: 'user', text: words.join('\n') },
  ];
}
