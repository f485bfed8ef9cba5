import { isKnownExtension, isKnownLanguage, languageFit } from './languages';

const MAX_LENGTH = 300;
/** Whitespace and characters that no sensible file name has: such text is a sentence, a call or a URL with a query. */
const NOT_IN_A_PATH = /[\s<>"'`|*?{}=,;]/;
const EXTENSION = /\.([A-Za-z][A-Za-z0-9]{0,9})$/;
/** Products that are written like files. */
const PRODUCTS = new Set(
  'node.js vue.js next.js nuxt.js react.js express.js ember.js three.js d3.js p5.js socket.io asp.net vb.net .net'.split(
    ' ',
  ),
);

/** Whether text without a marker that says so is meant as a file's path. Hostile paths count: the path check refuses them by name. */
export function looksLikePath(text: string): boolean {
  if (text.length > MAX_LENGTH || NOT_IN_A_PATH.test(text) || text.includes('://')) return false;
  const extension = EXTENSION.exec(text)?.[1];
  if (extension === undefined) return false;
  if (/[\\/]/.test(text)) return true;
  return isKnownExtension(extension) && !PRODUCTS.has(text.toLowerCase());
}

const LIST_OR_HEADING = /^(?:#{1,6}|[-*+]|\d{1,3}[.)])[ \t]+/;
const LABEL = /^(?:new |test |implementation )?(?:file ?name|file|path)[ \t]*:[ \t]*/i;
const REMARK = /[ \t]+\([^()]*\)$/;
const EMPHASIS = ['**', '*', '`'];

/**
 * The path that a line of prose consists of, when the line is nothing but a path in the dress that answers give it
 * (`**src/a.py**`, `### 1. src/a.py (new)`, `File: src/a.py`) and the block's language does not contradict it.
 */
export function pathFromProse(line: string, language: string): string | undefined {
  if (line.length > MAX_LENGTH) return undefined;
  let text = line.trim();
  for (let undressed = undress(text); undressed !== text; undressed = undress(text)) text = undressed;
  text = withoutLanguage(text);
  return looksLikePath(text) && languageFit(language, text) !== 'no' ? text : undefined;
}

/** An opening line that was closed at once (```python:src/a.py```) names the path of the block that follows. */
function withoutLanguage(text: string): string {
  const found = /^([A-Za-z0-9+#]+):(?![\\/])/.exec(text);
  return found?.[1] !== undefined && isKnownLanguage(found[1]) ? text.slice(found[0].length) : text;
}

function undress(text: string): string {
  let rest = text.replace(LIST_OR_HEADING, '').replace(REMARK, '').replace(LABEL, '');
  if (rest.endsWith(':')) rest = rest.slice(0, -1);
  for (const mark of EMPHASIS) {
    if (rest.length > 2 * mark.length && rest.startsWith(mark) && rest.endsWith(mark)) {
      rest = rest.slice(mark.length, -mark.length);
    }
  }
  return unwrapLabel(rest).trim();
}

/** `**File:** src/a.py` */
function unwrapLabel(text: string): string {
  const label = /^\*\*([^*]{1,40}:)\*\*[ \t]*/.exec(text);
  return label?.[1] !== undefined && LABEL.test(label[1]) ? text.slice(label[0].length) : text;
}
