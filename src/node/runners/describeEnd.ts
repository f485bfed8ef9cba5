import { stripVTControlCharacters } from 'node:util';
import type { ProcessEnd } from '../processes';

const LAST_LINES = 6;

/** How a process ended, as the end of a sentence: `ended with exit code 7`. */
export function describeEnd(end: ProcessEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'not-started':
      return `could not be started: ${end.detail}`;
  }
}

/** The last lines that are not blank, with a colon and a line break before them; '' when nothing was printed. */
export function lastWords(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `:\n${lines.slice(-LAST_LINES).join('\n')}`;
}
