import type { AnyGrammar, SyntaxTrees } from '../codebase/syntaxTrees';
import { parserOfPath } from '../codebase/syntaxTrees';
import { splitLines } from '../lib/lines';
import { commentStyleOf } from './commentStyle';
import type { Part } from './partial/definitions';
import { partsOfSource } from './partial/definitions';
import { fillByDefinitions } from './partial/fillByDefinitions';
import { fillByLines } from './partial/fillByLines';
import type { Marker } from './partial/findMarkers';
import { findMarkers } from './partial/findMarkers';

/** A block of an answer, and the file that it is about. */
export interface GivenText {
  readonly path: string;
  readonly text: string;
  /** What is there now; undefined when nothing is, or it is not certain to what the block refers. */
  readonly base: string | undefined;
  /** Whether the block's lines are added to the end of a file. */
  readonly isAdded: boolean;
}

export type FilledIn =
  /** Nothing says that something is left out. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'filled'; readonly text: string; readonly note: string }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * Gives a block that says "... existing code ..." the parts that it leaves out, from the file as it is: where the lines around
 * each such marker stand in it once and in order, or where its definitions take the place of those of the same name. Refused when
 * neither is certain; what is given back is never a file cut short.
 */
export async function fillIn(given: GivenText, trees: SyntaxTrees): Promise<FilledIn> {
  const { path, text, base, isAdded } = given;
  const markers = await findMarkers(path, text, base, trees);
  const [first] = markers;
  if (first === undefined) return { kind: 'whole' };
  if (isAdded) return withoutLeading(given, markers);
  if (base === undefined) return refused(first, 'and there is no file that it could be filled in from');
  const merged = markers.every(({ isAlone }) => isAlone) ? await merge(given, base, markers, trees) : undefined;
  if (merged === undefined) return refused(first, 'and what belongs there is not certain');
  const places = markers.map(({ index }) => index + 1).join(', ');
  const note = `what its block leaves out ("${first.text}", line ${places} of the block) is filled in from the file as it is`;
  return { kind: 'filled', text: merged, note };
}

/** Added lines come after what is there: to say so in front of them leaves nothing out. */
function withoutLeading({ text }: GivenText, markers: readonly Marker[]): FilledIn {
  const lines = splitLines(text);
  const start = lines.findIndex((line) => line.trim() !== '');
  const [first, second] = markers;
  if (first === undefined) return { kind: 'whole' };
  if (first.index !== start || second !== undefined) {
    return refused(first.index === start ? (second ?? first) : first, 'in lines that are added to the end of the file');
  }
  const note = `the line "${first.text}" in front of what is added is left out`;
  return { kind: 'filled', text: joined(lines.slice(start + 1)), note };
}

async function merge(
  { path, text }: GivenText,
  base: string,
  markers: readonly Marker[],
  trees: SyntaxTrees,
): Promise<string | undefined> {
  const [from, to] = [splitLines(base), splitLines(text)];
  const indices = markers.map(({ index }) => index);
  const isAside = asideIn(path);
  const finish = (lines: readonly string[]): string =>
    base.endsWith('\n') || indices.at(-1) !== to.length - 1 ? joined(lines) : lines.join('\n');
  const byLines = fillByLines(from, to, indices, isAside);
  const grammar = parserOfPath(path);
  if (grammar === undefined) return byLines === undefined ? undefined : finish(byLines);
  const source = { path, grammar, trees };
  const before = await outline(base, source);
  if (byLines !== undefined && (await isSound(finish(byLines), before, source))) return finish(byLines);
  const after = await outline(withComments(path, to, indices), source);
  if (before === undefined || after === undefined) return undefined;
  const outlined = { lines: to, parts: after };
  const lines = fillByDefinitions({ lines: from, parts: before }, outlined, new Set(indices), isAside);
  return lines !== undefined && (await isSound(finish(lines), before, source)) ? finish(lines) : undefined;
}

interface SourceTools {
  readonly grammar: AnyGrammar;
  readonly trees: SyntaxTrees;
}

/** Undefined for a text that does not parse, or has two statements in one line. */
async function outline(text: string, { grammar, trees }: SourceTools): Promise<readonly Part[] | undefined> {
  if ((await trees.firstError(grammar, text)) !== undefined) return undefined;
  return trees.read(grammar, text, partsOfSource);
}

/** Whether a merged text parses, as the base does, and defines nothing twice that the base does not. */
async function isSound(text: string, before: readonly Part[] | undefined, tools: SourceTools): Promise<boolean> {
  if (before === undefined) return true;
  const after = await outline(text, tools);
  if (after === undefined) return false;
  const known = twinsIn(before);
  return [...twinsIn(after)].every((twin) => known.has(twin));
}

/** Names that are defined more than once in the same place, with the names of what holds them. */
function twinsIn(parts: readonly Part[], holder = ''): ReadonlySet<string> {
  const [seen, twins] = [new Set<string>(), new Set<string>()];
  for (const { key, isNamed, parts: inner } of parts) {
    const name = `${holder}/${key}`;
    if (isNamed && seen.has(name)) twins.add(name);
    seen.add(name);
    for (const twin of twinsIn(inner ?? [], name)) twins.add(twin);
  }
  return twins;
}

/** A bare `...` would be a syntax error; as a comment, each marker is one line that says nothing. */
function withComments(path: string, lines: readonly string[], markers: readonly number[]): string {
  const style = commentStyleOf(path);
  if (style === undefined) return joined(lines);
  const set = new Set(markers);
  const comment = (line: string): string => `${/^\s*/.exec(line)?.[0] ?? ''}${style.open} ${style.close}`.trimEnd();
  return joined(lines.map((line, index) => (set.has(index) ? comment(line) : line)));
}

function asideIn(path: string): (line: string) => boolean {
  const open = commentStyleOf(path)?.open;
  return (line) => {
    const text = line.trim();
    return open !== undefined && (text.startsWith(open) || (open === '//' && /^(?:\/\*|\*)/.test(text)));
  };
}

function refused({ index, text }: Marker, why: string): FilledIn {
  return {
    kind: 'refused',
    detail: `line ${index + 1} of its block ("${text}") leaves something out, ${why}: the whole file is needed`,
  };
}

function joined(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
