/** After these a slash begins a regular expression, after anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|await|yield))\s*$/;
const LONGEST_WORD = 16;
const NOT_A_BREAK = /[^\n\r]/g;

/**
 * The source with the insides of comments, strings, templates and regular expressions blanked and every character still in its
 * place; quotes stay, and so does the code inside of templates.
 */
export function blankLiterals(source: string): string {
  let blanked = '';
  let depth = 0;
  /** The depth of braces in which each unfinished template was left for code. */
  const templates: number[] = [];
  const keep = (length: number): void => {
    blanked += source.slice(blanked.length, blanked.length + length);
  };
  const blankTo = (end: number): void => {
    blanked += source.slice(blanked.length, end).replace(NOT_A_BREAK, ' ');
  };
  const blankTemplate = (): void => {
    blankTo(endOfTemplate(source, blanked.length));
    if (source.startsWith('${', blanked.length)) {
      templates.push(depth);
      keep(2);
    } else keep(1);
  };

  while (blanked.length < source.length) {
    const at = blanked.length;
    const char = source.charAt(at);
    const pair = source.slice(at, at + 2);
    if (pair === '//') blankTo(indexOrEnd(source, '\n', at));
    else if (pair === '/*') blankTo(Math.min(indexOrEnd(source, '*/', at + 2) + 2, source.length));
    else if (char === '"' || char === "'") {
      keep(1);
      blankTo(endOfQuoted(source, at + 1, char));
      keep(1);
    } else if (char === '`') {
      keep(1);
      blankTemplate();
    } else if (char === '}' && templates.at(-1) === depth) {
      templates.pop();
      keep(1);
      blankTemplate();
    } else if (char === '/' && BEFORE_REGEX.test(wordBefore(blanked))) {
      blankTo(endOfRegex(source, at + 1));
    } else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      keep(1);
    }
  }
  return blanked;
}

/** The last word or sign before this place, whatever blanks and comments stand in between. */
function wordBefore(code: string): string {
  let end = code.length;
  while (end > 0 && /\s/.test(code.charAt(end - 1))) end -= 1;
  return code.slice(Math.max(0, end - LONGEST_WORD), end);
}

function indexOrEnd(source: string, wanted: string, from: number): number {
  const index = source.indexOf(wanted, from);
  return index < 0 ? source.length : index;
}

/** The place of the closing quote; a string ends with its line at the latest. */
function endOfQuoted(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === quote || char === '\n') return at;
  }
  return source.length;
}

/** The place of the closing backtick, or of the dollar sign where code begins. */
function endOfTemplate(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '`' || source.startsWith('${', at)) return at;
  }
  return source.length;
}

/** The place after the closing slash, flags not counted; a slash in a class closes nothing. */
function endOfRegex(source: string, from: number): number {
  let inClass = false;
  for (let at = from; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '\n') return at;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return source.length;
}
