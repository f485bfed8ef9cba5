import type { Position } from '../lib/lines';
import { firstLines } from '../lib/lines';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { MarkdownDialect, YamlDialect } from './dialects';
import { dialectsFor, MARKDOWN_DIALECTS, YAML_DIALECTS } from './dialects';
import type { TextEdit } from './edit/textEdit';
import type { Findings } from './findings';
import { isMarkdown } from './markdown/isMarkdown';
import type { Dialect } from './requirement';

/**
 * The line in which a file says itself how it is written, so that everybody who has the file reads it alike, in the editor and in
 * the terminal. It decides about nothing but the reading of this one file.
 */
const LINE = /^(?:<!--|#)[ \t]*agentforge:[ \t]*dialect[ \t]*=[ \t]*([\w-]{1,40})(?:[ \t]*-->)?[ \t]*$/;
/** It stands near the beginning, below front matter and comments. */
const FIRST_LINES = 100;

/** The dialect that a file names, and where; `dialect` is undefined for a name that is none of its kind of file. */
interface Choice {
  readonly name: string;
  readonly position: Position;
  readonly dialect: Dialect | undefined;
}

/** The text of a file, and how the user wants it read, whatever it says itself. */
interface Source {
  readonly text: string;
  readonly path: string;
  readonly dialect?: Dialect;
}

/** How a YAML file is to be read by the user or by what it says of itself; warns of a name that it cannot be. */
export function chosenForYaml(source: Source, findings: Findings): YamlDialect | undefined {
  const dialect = chosenDialect(source, findings);
  return YAML_DIALECTS.find((each) => each === dialect);
}

/** The same for a Markdown file. */
export function chosenForMarkdown(source: Source, findings: Findings): MarkdownDialect | undefined {
  const dialect = chosenDialect(source, findings);
  return MARKDOWN_DIALECTS.find((each) => each === dialect);
}

/** Whether a file names a dialect, whichever. */
export function choosesDialect(path: string, text: string): boolean {
  return findChoice(path, text) !== undefined;
}

/**
 * What makes a file say that it is written so, or with undefined say nothing of it; undefined when it does already. On failure:
 * a sentence why there is no place for it.
 */
export function chooseDialect(
  path: string,
  text: string,
  dialect: Dialect | undefined,
): Result<TextEdit | undefined, string> {
  const lines = text.split(/\r\n|\r|\n/);
  const found = findChoice(path, text);
  if (found?.name === dialect) return ok(undefined);
  const mark = isMarkdown(path) ? `<!-- agentforge: dialect=${dialect} -->` : `# agentforge: dialect=${dialect}`;
  if (found === undefined) {
    const line = lineForChoice(path, lines);
    return line > FIRST_LINES
      ? fail(`The front matter is too long: the dialect is to stand in the first ${FIRST_LINES} lines.`)
      : ok({ at: { line, column: 1 }, removed: 0, text: `${mark}\n` });
  }
  const written = lines[found.position.line - 1] ?? '';
  const isLast = found.position.line === lines.length;
  return ok(
    dialect === undefined
      ? { at: found.position, removed: written.length + (isLast ? 0 : 1), text: '' }
      : { at: found.position, removed: written.length, text: mark },
  );
}

/**
 * A text that says that it is written so, or with undefined says nothing of it. Lines are ended by LF. On failure: a sentence
 * why there is no place for it.
 */
export function withDialect(path: string, text: string, dialect: Dialect | undefined): Result<string, string> {
  const edit = chooseDialect(path, text, dialect);
  if (!edit.ok) return edit;
  if (edit.value === undefined) return ok(text);
  const { at, removed, text: mark } = edit.value;
  const from = firstLines(text, at.line - 1).length + at.column - 1;
  return ok(text.slice(0, from) + mark + text.slice(from + removed));
}

function chosenDialect({ text, path, dialect }: Source, findings: Findings): Dialect | undefined {
  if (dialect !== undefined) return dialect;
  const choice = findChoice(path, text);
  if (choice !== undefined && choice.dialect === undefined) {
    const known = dialectsFor(path).join(', ');
    findings.warn(choice.position, `the dialect "${choice.name}" is none of ${known}; the content decides`);
  }
  return choice?.dialect;
}

function findChoice(path: string, text: string): Choice | undefined {
  const lines = text.split(/\r\n|\r|\n/, FIRST_LINES);
  let fence: string | undefined;
  for (const [index, line] of lines.entries()) {
    // What a block of code shows is no word of the file itself.
    if (isMarkdown(path)) fence = fenceBehind(line, fence);
    if (fence !== undefined) continue;
    const name = LINE.exec(line)?.[1];
    if (name === undefined) continue;
    const dialect = dialectsFor(path).find((each) => each === name);
    return { name, position: { line: index + 1, column: 1 }, dialect };
  }
  return undefined;
}

/** What opened the block of code that goes on behind a line of Markdown. */
function fenceBehind(line: string, open: string | undefined): string | undefined {
  const [, marks, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (marks === undefined) return open;
  if (open === undefined) return marks.startsWith('`') && info.includes('`') ? undefined : marks;
  return marks.startsWith(open) && info.trim() === '' ? undefined : open;
}

/** The first line, or in Markdown the first below front matter. */
function lineForChoice(path: string, lines: readonly string[]): number {
  return isMarkdown(path) && lines[0] === '---' ? lines.indexOf('---', 1) + 2 : 1;
}
