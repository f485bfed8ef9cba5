import type { BlockAction } from './events';
import { isKnownLanguage } from './languages';
import { looksLikePath } from './pathText';

/** What the info string of an opening fence says. */
export interface Marker {
  readonly action: BlockAction;
  /** As written, trimmed and without quotes: hostile until checked. */
  readonly path: string | undefined;
  readonly to: string | undefined;
  /** Lower case, '' when none was given. */
  readonly language: string;
}

const DRIVE = /^[A-Za-z]:[\\/]/;
const WORD_AND_PATH = /^([A-Za-z0-9_+#-]*)[ \t]*:(.*)$/;
const ATTRIBUTE = /(?:^|[\s{,])(path|file|filename|title)=(?:"([^"]*)"|'([^']*)'|([^\s"'},]+))/;
const LANGUAGE = /^[\s{.]*([A-Za-z0-9_+#.-]+)/;
const ARROW = /[ \t]*(?:->|=>|→)[ \t]*/;

/** Reads an info string of at most 1,000 characters, leniently: see `ANSWER_FORMAT` for what is asked for. */
export function readMarker(info: string): Marker {
  return readAttribute(info) ?? readWordAndPath(info) ?? readBarePath(info) ?? write(undefined, languageOf(info));
}

function readAttribute(info: string): Marker | undefined {
  const found = ATTRIBUTE.exec(info);
  if (found === null) return undefined;
  const path = (found[2] ?? found[3] ?? found[4] ?? '').trim();
  // A title is more often a headline than a file.
  if (path === '' || (found[1] === 'title' && !looksLikePath(path))) return undefined;
  return write(path, languageOf(info.slice(0, found.index)));
}

function readWordAndPath(info: string): Marker | undefined {
  if (DRIVE.test(info)) return write(info, '');
  const found = WORD_AND_PATH.exec(info);
  if (found === null) return undefined;
  const word = (found[1] ?? '').toLowerCase();
  const text = (found[2] ?? '').trim();
  if (word === 'append' || word === 'delete') return { action: word, path: unquote(text), to: undefined, language: '' };
  if (word === 'rename') return readRename(text);
  return write(unquote(text), word);
}

function readRename(text: string): Marker {
  const arrow = ARROW.exec(text);
  const path = unquote(arrow === null ? text : text.slice(0, arrow.index));
  const to = arrow === null ? undefined : unquote(text.slice(arrow.index + arrow[0].length));
  return { action: 'rename', path, to, language: '' };
}

/** The path alone, or after the name of a language. */
function readBarePath(info: string): Marker | undefined {
  if (looksLikePath(info)) return write(info, '');
  const gap = info.search(/\s/);
  if (gap < 0 || !isKnownLanguage(info.slice(0, gap))) return undefined;
  const rest = info.slice(gap).trim();
  return looksLikePath(rest) ? write(rest, info.slice(0, gap).toLowerCase()) : undefined;
}

function write(path: string | undefined, language: string): Marker {
  return { action: 'write', path, to: undefined, language };
}

function languageOf(info: string): string {
  return LANGUAGE.exec(info)?.[1]?.toLowerCase() ?? '';
}

function unquote(text: string): string | undefined {
  const quoted = /^(["'`])(.*)\1$/.exec(text);
  const path = (quoted?.[2] ?? text).trim();
  return path === '' ? undefined : path;
}
