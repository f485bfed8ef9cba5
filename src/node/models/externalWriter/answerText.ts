import { languageOf } from '../../../core/response/languages';
import { readMarker } from '../../../core/response/marker';
import { visiblePath } from '../../../core/workspace/visiblePath';
import type { CopyChanges } from './readCopy';

const MOST_NAMED = 10;

/** The changes of a copy in the form in which a model answers, piece by piece: a block for each file, and what is left out in words. */
export function* answerText({ written, deleted, leftOut }: CopyChanges): Generator<string> {
  const unnameable: string[] = [];
  const reasons = new Map<string, string[]>();
  const tell = (path: string, why: string) => reasons.set(why, [...(reasons.get(why) ?? []), visiblePath(path)]);
  for (const [path, text] of written) {
    const info = `${languageOf(path)}:${path}`;
    if (!isRead(info, path)) unnameable.push(path);
    else if (/\r(?:\n|$)/.test(text)) tell(path, 'a line of it ends with a bare carriage return');
    else {
      const fence = fenceFor(text);
      yield `\n${fence}${info}\n${text === '' || text.endsWith('\n') ? text : `${text}\n`}${fence}\n`;
    }
  }
  for (const path of deleted) {
    const info = `delete:${path}`;
    if (isRead(info, path)) yield `\n\`\`\`${info}\n\`\`\`\n`;
    else unnameable.push(path);
  }
  for (const [path, why] of leftOut) tell(path, why);
  for (const path of unnameable) tell(path, 'its name cannot be written in an answer');
  for (const [why, paths] of reasons) {
    const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
    yield `\n> Not taken over (${why}): ${paths.slice(0, MOST_NAMED).join(', ')}${more}\n`;
  }
}

/** Whether the opening line of a block is read as what it says. */
function isRead(info: string, path: string): boolean {
  return !/[`\n\r]/.test(info) && info.length <= 1_000 && readMarker(info).path === path;
}

/** Longer than every row of backticks in the text. */
function fenceFor(text: string): string {
  const rows = [...text.matchAll(/`{3,}/g)].map(([row]) => row.length);
  return '`'.repeat(rows.reduce((most, length) => Math.max(most, length), 2) + 1);
}
