import { commentStyleOf } from '../changes/commentStyle';

/** A text in quotes goes to the end of its line where it is not closed: nothing is looked at twice. */
const QUOTED = `"""[\\s\\S]*?(?:"""|$)|"[^"\\\\\\n]*(?:\\\\.[^"\\\\\\n]*)*"?|'[^'\\\\\\n]*(?:\\\\.[^'\\\\\\n]*)*'?`;
const BY_OPENING = new Map([
  ['#', new RegExp(`'''[\\s\\S]*?(?:'''|$)|${QUOTED}|#[^\\n]*`, 'g')],
  ['//', new RegExp(`${QUOTED}|\`[^\`\\\\]*(?:\\\\[\\s\\S][^\`\\\\]*)*\`?|//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)`, 'g')],
]);

/** What code says in words: its comments and texts in quotes, a line each; all of it where its language is not known. */
export function commentsAndTexts(code: string, path: string): string {
  const parts = BY_OPENING.get(commentStyleOf(path)?.open ?? '');
  return parts === undefined ? code : (code.match(parts) ?? []).join('\n');
}
