import { idLine } from './promptMark';

/** What a person says in a chat whose answer broke off: what came whole, what did not, and in which form the rest is to come. */
export function continueText(id: string | undefined, came: readonly string[], cut: string | undefined): string {
  return [
    cut === undefined ? 'Your answer broke off.' : `Your answer broke off inside ${cut}.`,
    ...(came.length === 0
      ? ['No file came whole.']
      : ['These files came whole; do not send them again:', ...came.map((path) => `- ${path}`)]),
    'Send each file that is still missing whole, from its first line to its last, in the same format, beginning with the one in which the answer broke off.',
    ...(id === undefined ? [] : [`Begin with this line, as it is: ${idLine(id)}`]),
    '',
  ].join('\n');
}
