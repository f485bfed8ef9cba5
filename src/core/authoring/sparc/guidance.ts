import { parseToml, tomlError } from '../../config/parseToml';
import { editDistance } from '../../lib/editDistance';
import type { Position } from '../../lib/lines';
import type { SparcDocument } from './sparcDocuments';
import { SPARC_DOCUMENTS, SPARC_OUTLINE, sectionOf } from './sparcDocuments';

/** What guides the documents, every gap filled with the usual words. */
export interface Guidance {
  /** What the project is; undefined when nobody says. */
  readonly description: string | undefined;
  readonly contents: Readonly<Record<SparcDocument, string>>;
}

/** Something that was not understood, or not there; the usual words take its place. */
export interface GuidanceWarning {
  readonly position: Position;
  readonly message: string;
}

export interface ReadGuidance {
  readonly guidance: Guidance;
  readonly warnings: readonly GuidanceWarning[];
}

const SECTIONS: ReadonlyMap<string, string> = new Map([
  ['project', 'description'],
  ...SPARC_DOCUMENTS.map((document) => [sectionOf(document), 'content'] as const),
]);
const START: Position = { line: 1, column: 1 };
const MOST_TYPOS = 3;
/** In UTF-16 units; a file is read anew with every change in an editor. */
const MOST_TEXT = 200_000;
const MOST_UNKNOWN = 20;

/** The guidance of a project of which nothing is said but, maybe, what it is. */
export function usualGuidance(description?: string): Guidance {
  return { description, contents: contentsOf((document) => SPARC_OUTLINE[document].usual) };
}

/** Reads `guidance.toml`: what is missing or wrong becomes a warning, and the usual words take its place. Never throws. */
export function readGuidance(text: string): ReadGuidance {
  if (text.length > MOST_TEXT) return unread(START, 'it is longer than 200,000 characters');
  const root = parseToml(text);
  if (root === undefined) {
    const { line, column, message } = tomlError(text) ?? { ...START, message: 'it cannot be read' };
    return unread({ line, column }, `not valid TOML: ${message}`);
  }
  const warnings: GuidanceWarning[] = [];
  const read = (section: string): string | undefined => {
    const found = readSection(root, section, text);
    if (typeof found === 'string') return found;
    if (found !== undefined) warnings.push(found);
    return undefined;
  };
  const unknown = Object.keys(root).filter((name) => !SECTIONS.has(name));
  for (const name of unknown.slice(0, MOST_UNKNOWN)) {
    warnings.push({ position: placeOf(text, name), message: unknownSection(name) });
  }
  const [next] = unknown.slice(MOST_UNKNOWN);
  if (next !== undefined) {
    warnings.push({ position: placeOf(text, next), message: `not read either: ${unknown.length - MOST_UNKNOWN} more` });
  }
  const description = Object.hasOwn(root, 'project') ? read('project') : undefined;
  const contents = contentsOf((document) => read(sectionOf(document)) ?? SPARC_OUTLINE[document].usual);
  warnings.sort((a, b) => a.position.line - b.position.line);
  return { guidance: { description, contents }, warnings };
}

function unread(position: Position, why: string): ReadGuidance {
  const message = `${why}; the usual words take the place of all of it`;
  return { guidance: usualGuidance(), warnings: [{ position, message }] };
}

/** The text of a section, or why there is none. */
function readSection(
  root: Readonly<Record<string, unknown>>,
  section: string,
  text: string,
): string | GuidanceWarning | undefined {
  const key = SECTIONS.get(section) ?? '';
  const instead = section === 'project' ? 'the project is not described' : 'the usual words take its place';
  const warning = (position: Position, what: string): GuidanceWarning => ({ position, message: `${what}; ${instead}` });
  if (!Object.hasOwn(root, section)) return warning(START, `there is no section [${section}]`);
  const table = root[section];
  if (typeof table === 'string' && table.trim() !== '') return table.trim();
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    return warning(placeOf(text, section), `"${section}" is ${kindOf(table)}, not a section with "${key}"`);
  }
  const value = Object.hasOwn(table, key) ? (table as Readonly<Record<string, unknown>>)[key] : undefined;
  if (value === undefined) return warning(placeOf(text, section), `[${section}] has no "${key}"`);
  if (typeof value !== 'string') {
    return warning(placeOf(text, section, key), `"${key}" of [${section}] is ${kindOf(value)}, not a text`);
  }
  return value.trim() === '' ? warning(placeOf(text, section, key), `"${key}" of [${section}] is empty`) : value.trim();
}

function unknownSection(name: string): string {
  const meant = [...SECTIONS.keys()].find((known) => editDistance(known, name.toLowerCase(), MOST_TYPOS) < MOST_TYPOS);
  const hint = meant === undefined ? `sections are ${[...SECTIONS.keys()].join(', ')}` : `maybe [${meant}] is meant`;
  return `"${name.slice(0, 80)}" is not read; ${hint}`;
}

/** Where a section begins, or a key of it; a first look that is good enough for people. */
function placeOf(text: string, section: string, key?: string): Position {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => isOf(line, section));
  if (at === -1) return START;
  const below = key === undefined ? -1 : lines.findIndex((line, index) => index >= at && begins(line, key, ['=']));
  const line = below === -1 ? at : below;
  return { line: line + 1, column: (lines[line]?.search(/\S/) ?? 0) + 1 };
}

/** Whether a line is the header of a section or of a part of it, or gives its value or one of its keys. */
function isOf(line: string, section: string): boolean {
  const trimmed = line.trimStart();
  const inHeader = trimmed.replace(/^\[{1,2}/, '');
  return begins(inHeader, section, inHeader === trimmed ? ['.', '='] : [']', '.']);
}

/** Whether a text is a name, in quotes or not, and then one of these marks. Without a pattern: the name may be long, and the text all blanks. */
function begins(text: string, name: string, marks: readonly string[]): boolean {
  const found = text.trimStart().replace(/^["']/, '');
  if (!found.startsWith(name)) return false;
  return marks.includes(found.slice(name.length).replace(/^["']/, '').trimStart().charAt(0));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'empty';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'object' ? 'a section' : 'a number or a date';
}

function contentsOf(content: (document: SparcDocument) => string): Guidance['contents'] {
  const entries = SPARC_DOCUMENTS.map((document) => [document, content(document)] as const);
  return Object.fromEntries(entries) as Record<SparcDocument, string>;
}
