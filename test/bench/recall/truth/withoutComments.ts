const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g;
const COMMENT_OR_RUST_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\])*"/g;

/** A script's source with its comments blanked; what looks like one in a string stays. */
export function withoutScriptComments(source: string): string {
  return source.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? ' ' : found));
}

/** Rust source with its comments and strings blanked. */
export function withoutRustComments(source: string): string {
  return source.replace(COMMENT_OR_RUST_STRING, (found) => (found.startsWith('/') ? ' ' : '""'));
}
