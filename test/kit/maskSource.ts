type Comment = { readonly line: number; readonly text: string };

/** A source text taken apart by a scanner, not a parser: enough to search code without finding what only looks like it. */
export type MaskedSource = {
  /** As long as the source and with its line breaks; comments and the insides of strings, templates and regexes are blank. */
  readonly code: string;
  readonly comments: readonly Comment[];
};

const REGEX_AFTER =
  /(?:^|[(,=:[!&|?{;+\-*%~^<>]|\b(?:return|typeof|case|in|of|new|delete|void|throw|await|yield|else|do))$/;
// What follows `#` may be a private member or, in the first two characters of a file, the line that names the interpreter.
const SHEBANG = /^#!.*/;

/** Blanks everything in a TypeScript or JavaScript text that is not code. Quotes, back ticks and `${}` stay. */
export function maskSource(source: string): MaskedSource {
  const comments: Comment[] = [];
  let code = SHEBANG.exec(source)?.[0].replace(/./g, ' ') ?? '';
  /** For each template that is open around the current place: how many braces its expression has open. */
  const templates: number[] = [];

  const blank = (end: number): void => {
    code += source.slice(code.length, end).replace(/[^\n]/g, ' ');
  };
  const keep = (end: number): void => {
    code += source.slice(code.length, end);
  };
  const skipTo = (found: number): number => (found === -1 ? source.length : found);
  const readTemplate = (): void => {
    let at = code.length;
    while (at < source.length && source[at] !== '`' && !source.startsWith('${', at)) at += source[at] === '\\' ? 2 : 1;
    blank(Math.min(at, source.length));
    if (source[code.length] === '`') keep(code.length + 1);
    else if (code.length < source.length) {
      keep(code.length + 2);
      templates.push(0);
    }
  };

  while (code.length < source.length) {
    const at = code.length;
    const char = source[at] as string;
    const open = templates.length - 1;
    if (source.startsWith('//', at) || source.startsWith('/*', at)) {
      const end = char + source[at + 1] === '//' ? skipTo(source.indexOf('\n', at)) : endOfBlock(source, at);
      comments.push({ line: lineAt(source, at), text: source.slice(at, end) });
      blank(end);
    } else if (char === "'" || char === '"' || (char === '/' && REGEX_AFTER.test(lastCode(code)))) {
      const end = char === '/' ? endOfRegex(source, at) : endOfString(source, at);
      keep(at + 1);
      blank(end);
      keep(Math.min(end + 1, source.length));
    } else if (char === '`') {
      keep(at + 1);
      readTemplate();
    } else if (open >= 0 && char === '}' && templates[open] === 0) {
      templates.pop();
      keep(at + 1);
      readTemplate();
    } else {
      if (open >= 0 && char === '{') templates[open] = (templates[open] as number) + 1;
      if (open >= 0 && char === '}') templates[open] = (templates[open] as number) - 1;
      keep(at + 1);
    }
  }
  return { code, comments };
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function lastCode(code: string): string {
  return code.slice(-200).trimEnd();
}

function endOfBlock(source: string, start: number): number {
  const end = source.indexOf('*/', start + 2);
  return end === -1 ? source.length : end + 2;
}

function endOfString(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== source[start] && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at, source.length);
}

function endOfRegex(source: string, start: number): number {
  let inClass = false;
  let at = start + 1;
  while (at < source.length && source[at] !== '\n' && (inClass || source[at] !== '/')) {
    if (source[at] === '[') inClass = true;
    if (source[at] === ']') inClass = false;
    at += source[at] === '\\' ? 2 : 1;
  }
  return Math.min(at, source.length);
}
