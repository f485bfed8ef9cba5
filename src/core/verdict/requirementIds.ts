import type { TestPromise } from '../testcontract/testContract';
import { fullName } from '../testrun/fullName';
import type { TestResult } from '../testrun/report';
import { commentsAndTexts } from './commentsAndTexts';

/** `FR-001`, `AC_003`, `fr12`: in names there are no hyphens, and an underscore may stand on either side. */
const USUAL = /(?<![A-Za-z0-9])(N?FR|AC|SC|US|REQ|R|UC|BR)([-_ ]?)(\d{1,4})(?![A-Za-z0-9])/gi;
const WRITTEN = /(?<![A-Za-z0-9])([A-Z]{1,8})-(\d{1,4})(?![A-Za-z0-9])/g;
const WHOLE = /^([A-Z]{1,8})-(\d{1,4})$/g;
const COMMENT_ABOVE = /^\s*(?:#|\/\/|\/?\*|@|\[)/;
/** A test whose end nobody knows is taken to be no longer than this. */
const LONGEST_TEST = 60;

type NamedTest = Pick<TestResult, 'id' | 'name' | 'file' | 'line'>;

interface AboutTest {
  readonly facts: TestPromise | undefined;
  /** Of its file. */
  readonly text: string | undefined;
}

/** What a test says of itself: its name and the names around it, its markers, its own lines and the comments directly above. */
export function toldBy(test: NamedTest, { facts, text }: AboutTest): string {
  return [fullName(test), ...(facts?.markers ?? []), text === undefined ? '' : linesOf(test, facts, text)].join('\n');
}

/** What of that is words: not the code of its lines. */
export function saidBy(test: NamedTest, { facts, text }: AboutTest): string {
  const lines = text === undefined ? '' : linesOf(test, facts, text);
  return [fullName(test), ...(facts?.markers ?? []), commentsAndTexts(lines, test.file)].join('\n');
}

/**
 * The ids of requirements and acceptance criteria that stand with a test, as `PREFIX-NUMBER`: in its name and the names around it in any
 * spelling, and in its own lines and the comments and markers directly above in capitals, or with zeros in front. An id that the
 * specification uses counts in any place; other ids count when they have one of the usual prefixes.
 */
export function requirementIds(
  test: NamedTest,
  { specified, ...about }: AboutTest & { readonly specified: ReadonlySet<string> },
): readonly string[] {
  const told = toldBy(test, about);
  const found = new Set<string>();
  const inName = fullName(test).length;
  for (const { 1: prefix = '', 2: separator, 3: number = '', index } of told.matchAll(USUAL)) {
    const id = idOf(prefix, number);
    const isWritten = prefix === prefix.toUpperCase() && (prefix.length > 1 || separator === '-');
    if (index >= inName && !isWritten && !number.startsWith('0')) continue;
    // A single letter and a number without a hyphen is any name.
    const isPlain = separator === '-' || prefix.length > 1;
    if (specified.has(id) || (specified.size === 0 && isPlain && number.length > 1)) found.add(id);
  }
  for (const [, prefix = '', number = ''] of told.matchAll(WRITTEN)) {
    if (specified.has(idOf(prefix, number))) found.add(idOf(prefix, number));
  }
  return [...found].sort();
}

/**
 * The ids of what a specification demands, in the form in which `requirementIds` gives them; those that its text uses where what it
 * demands has ids of another form.
 */
export function specifiedIds(text: string, demanded: readonly string[] = []): ReadonlySet<string> {
  const own = demanded.flatMap((id) => [...id.matchAll(WHOLE)]);
  const found = own.length > 0 ? own : [...text.matchAll(WRITTEN)];
  return new Set(found.map(([, prefix = '', number = '']) => idOf(prefix, number)));
}

/** `FR-1` and `FR-001` are one. */
function idOf(prefix: string, number: string): string {
  return `${prefix.toUpperCase()}-${number.replace(/^0+(?=\d)/, '').padStart(3, '0')}`;
}

function linesOf(test: Pick<TestResult, 'line'>, facts: TestPromise | undefined, text: string): string {
  const first = facts?.line ?? test.line;
  if (first === undefined) return '';
  const lines = text.split('\n');
  let start = first - 1;
  while (start > 0 && COMMENT_ABOVE.test(lines[start - 1] ?? '')) start -= 1;
  return lines.slice(start, facts?.endLine ?? endOf(lines, first)).join('\n');
}

/** The first line after a test that is indented no deeper than its beginning and begins another one. */
function endOf(lines: readonly string[], first: number): number {
  const depth = indent(lines[first - 1] ?? '');
  const rest = lines.slice(first, first + LONGEST_TEST);
  const end = rest.findIndex((line) => /\w|@/.test(line) && indent(line) <= depth);
  return end < 0 ? first + LONGEST_TEST : first + end;
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
