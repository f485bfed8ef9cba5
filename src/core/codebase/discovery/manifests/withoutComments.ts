/** A text in quotes goes to the end of its line where it is not closed: nothing is looked at twice. */
const SLASHES = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const HASHES =
  /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?|#[^\n]*/g;

/** Groovy or Kotlin without what is commented out. */
export function withoutSlashComments(text: string): string {
  return text.replace(SLASHES, (part) => (part.startsWith('/') ? ' ' : part));
}

/** Python without what is commented out, and without texts of several lines, which explain. */
export function withoutHashComments(text: string): string {
  return text.replace(HASHES, (part) => (/^(?:#|"""|''')/.test(part) ? ' ' : part));
}
