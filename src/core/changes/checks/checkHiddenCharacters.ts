import { splitLines } from '../../lib/lines';
import type { ProposedFile } from '../changeSet';
import type { FileCheck } from './fileCheck';
import { codePointOf, hiddenCharacters } from './hiddenCharacters';
import { lookAlikes } from './lookAlikes';

/** More lines than a person reads one by one are only counted. */
const MOST_LINES = 10;
const MOST_IN_ONE_LINE = 5;
/** Nearly all lines of nearly all files. */
const PLAIN = /^[\t -~]*$/;

/**
 * Characters that a reader cannot see, or takes for others, in lines that the file does not have yet. A byte order mark at the
 * start is none.
 */
export function checkHiddenCharacters({ action, base, text }: ProposedFile): readonly FileCheck[] {
  if (action === 'rename') return [];
  const known = new Set(splitLines(base?.text ?? ''));
  const found: FileCheck[] = [];
  let more = 0;
  for (const [index, line] of splitLines(text.replace(/^\ufeff/, '')).entries()) {
    if (PLAIN.test(line) || known.has(line)) continue;
    const detail = describe(line);
    if (detail === undefined) continue;
    if (found.length < MOST_LINES)
      found.push({ kind: 'hidden-characters', weight: 'warning', line: index + 1, detail });
    else more++;
  }
  if (more > 0) {
    const detail = `${more} more lines hold characters that cannot be seen, or look like others`;
    found.push({ kind: 'hidden-characters', weight: 'warning', line: undefined, detail });
  }
  return found;
}

function describe(line: string): string | undefined {
  const hidden = hiddenCharacters(line);
  if (hidden.length > 0) {
    const named = hidden.slice(0, MOST_IN_ONE_LINE).map(({ name, column }) => `${name} in column ${column}`);
    const more = hidden.length > MOST_IN_ONE_LINE ? ` and ${hidden.length - MOST_IN_ONE_LINE} more` : '';
    return `this line holds what cannot be seen: ${named.join(', ')}${more}`;
  }
  const [word] = lookAlikes(line);
  if (word === undefined) return undefined;
  const letters = word.letters.map(({ character, like }) => `${codePointOf(character)} looks like ${like}`).join(', ');
  return `this line has a word of mixed alphabets, "${word.text}": ${letters}`;
}
