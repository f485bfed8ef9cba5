import type { AnyGrammar, SyntaxNode, SyntaxTrees } from '../../codebase/syntaxTrees';
import { parserOfPath } from '../../codebase/syntaxTrees';
import { splitLines } from '../../lib/lines';
import { commentStyleOf } from '../commentStyle';
import { isElision } from './elision';

/** A line that says that something is left out here. */
export interface Marker {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  /** False when code stands in the same line. */
  readonly isAlone: boolean;
}

interface Candidate extends Marker {
  readonly column: number;
  /** A bare `...`: in some places of some languages that is code. */
  readonly isBare: boolean;
}

const PROSE = /\.(?:md|mdx|markdown|txt|rst|adoc|csv|tsv|html?|xml|svg|ya?ml)$/i;
/** Longer lines are code or data, and searching them takes more than its share. */
const LONGEST_LINE = 300;
const BARE_IS_CODE = /\.pyi?$/i;
/** Cheap, and true of nearly no line. */
const WORTH_A_LOOK =
  /\.{3}|…|\. \. \.|unchanged|\brest\b|remain|existing|previous|original|\bkeep\b|no (?:other )?changes?|omitted/i;

/**
 * The lines of a proposed text that stand for something left out, in their order. A line that stands in the base between the same
 * lines is part of the file itself, and so is what the language reads as code or as text in quotes.
 */
export async function findMarkers(
  path: string,
  text: string,
  base: string | undefined,
  trees: SyntaxTrees,
): Promise<readonly Marker[]> {
  const lines = splitLines(text);
  const own = base === undefined ? undefined : neighbourhoods(splitLines(base));
  const candidates = lines
    .flatMap((line, index) => candidateIn(path, line, index) ?? [])
    .filter(({ index }) => own?.has(neighbourhood(lines, index)) !== true);
  if (candidates.length === 0) return [];
  const grammar = parserOfPath(path);
  return grammar === undefined ? candidates : meant(candidates, text, grammar, trees);
}

function candidateIn(path: string, line: string, index: number): Candidate | undefined {
  if (line.length > LONGEST_LINE || !WORTH_A_LOOK.test(line)) return undefined;
  const text = line.trim();
  const column = line.indexOf(text);
  const isBare = /^(?:\.{3,}|…)[,;]?$/.test(text) || /^(?:\.{3,}|…)\s+\S+\s.*$/.test(text);
  if (isBare) {
    if (PROSE.test(path) || (BARE_IS_CODE.test(path) && text === '...') || !isElision(text)) return undefined;
    return { index, text, isAlone: true, column, isBare };
  }
  const opening = openingsOf(path).exec(line);
  if (opening === null) {
    const inBraces = /\{\s*(?:\.{3}|…)\s*\}/.exec(line);
    if (inBraces === null || PROSE.test(path)) return undefined;
    return { index, text, isAlone: false, column: line.search(/\.{3}|…/), isBare: true };
  }
  const content = line.slice(opening.index + opening[0].length).replace(/\s*(?:\*+\/|-->).*$/, '');
  if (!isElision(content)) return undefined;
  const isAlone =
    /^[\s{]*$/.test(line.slice(0, opening.index)) && /^[\s})\];,]*$/.test(afterComment(line, opening.index));
  // Beside code, dots alone say nothing and a remark may well speak of what is unchanged.
  if (!isAlone && !/(?:\.{3}|…)\s*\S.*\S\s*(?:\.{3}|…)/.test(content)) return undefined;
  return { index, text, isAlone, column: opening.index, isBare: false };
}

function afterComment(line: string, from: number): string {
  const close = /\*+\/|-->/.exec(line.slice(from));
  return close === null ? '' : line.slice(from + close.index + close[0].length);
}

/** The first sign of a comment in a line. */
function openingsOf(path: string): RegExp {
  const style = commentStyleOf(path);
  if (style === undefined) return /\/\/+|\/\*+|#+|<!--|--+|;+/;
  if (/\.(?:php|vue|svelte)$/i.test(path)) return /\/\/+|\/\*+|#+|<!--/;
  if (style.open === '#') return /#+/;
  if (style.open === '--') return /--+|\/\*+/;
  return style.open === '<!--' ? /<!--/ : /\/\/+[/!]?|\/\*+/;
}

/** Those that the language does not read as something else. */
async function meant(
  candidates: readonly Candidate[],
  text: string,
  grammar: AnyGrammar,
  trees: SyntaxTrees,
): Promise<readonly Marker[]> {
  const starts = lineStarts(text);
  const kept = await trees.read(grammar, text, (root) =>
    candidates.filter((candidate) => {
      const above = typesAt(root, (starts[candidate.index] ?? 0) + candidate.column);
      if (above.some((type) => type.includes('comment'))) return true;
      if (candidate.isBare) return above.includes('ERROR');
      return !above.some((type) => /string|template|heredoc|char|regex|text|raw/.test(type));
    }),
  );
  return kept ?? candidates;
}

/** The types of the nodes around a place in the text, the innermost last. */
function typesAt(root: SyntaxNode, offset: number): readonly string[] {
  const types: string[] = [];
  for (let node = childAt(root, offset); node !== undefined; node = childAt(node, offset)) types.push(node.type);
  return types;
}

/** Halves the children until one is left: a file may have thousands side by side. */
function childAt({ children }: SyntaxNode, offset: number): SyntaxNode | undefined {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.endIndex ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  const child = children[low] ?? undefined;
  return child !== undefined && child.startIndex <= offset ? child : undefined;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function neighbourhoods(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line, index) => (WORTH_A_LOOK.test(line) ? [neighbourhood(lines, index)] : [])));
}

/** A line with the filled ones before and after it. */
function neighbourhood(lines: readonly string[], index: number): string {
  let [before, after] = [index - 1, index + 1];
  while (before >= 0 && lines[before]?.trim() === '') before--;
  while (after < lines.length && lines[after]?.trim() === '') after++;
  return [before, index, after].map((at) => lines[at]?.trim() ?? '').join('\n');
}
