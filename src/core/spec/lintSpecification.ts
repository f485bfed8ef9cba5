import type { Position } from '../lib/lines';
import { compoundDemand } from './compoundDemand';
import type { Requirement } from './requirement';
import type { SpecificationWarning, WarningRemedy } from './specification';

/** Words with which nobody can say whether a test should pass. */
const VAGUE_WORDS =
  'adequate, as appropriate, as needed, as possible, easy, easily, efficient, efficiently, etc, fast, flexible, graceful, gracefully, intuitive, modern, nice, performant, quick, quickly, reasonable, reasonably, robust, scalable, seamless, seamlessly, simple, slow, sufficient, usable, user-friendly'.split(
    ', ',
  );

const MARKER = /\[NEEDS CLARIFICATION\b[^\]]*\]?|\b(?:TBD|TODO|FIXME)\b|\?\?\?/;

/** What a user may set. */
export interface LintSettings {
  /** Words that are found beside the usual ones, as plain text. */
  readonly vagueWords: readonly string[];
  /** Words that are fine here. */
  readonly allowedWords: readonly string[];
}

/** A demand or a criterion, and where it stands. */
interface Statement {
  readonly id: string;
  readonly text: string;
  readonly position: Position;
}

/** What in the demands no test can decide: vague words, open questions, two demands in one. In the order of the file. */
export function lintSpecification(
  source: string,
  requirements: readonly Requirement[],
  settings: LintSettings,
): readonly SpecificationWarning[] {
  const statements = requirements
    .flatMap(({ id, title, text, position, criteria }): readonly Statement[] => [
      { id, text: title === id ? text : `${title}\n${text}`, position },
      ...criteria,
    ])
    .sort((a, b) => a.position.line - b.position.line);
  const lines = source.split(/\r\n|\r|\n/);
  const vague = vaguePattern(settings);
  return statements.flatMap((statement, index) => {
    let next = index + 1;
    while (statements[next]?.position.line === statement.position.line) next++;
    const region = { lines, from: statement.position, to: statements[next]?.position.line ?? lines.length + 1 };
    return findings(statement, vague).map(({ word, message, remedy }) => ({
      position: placeOf(word, region),
      message,
      ...(remedy === undefined ? {} : { remedy }),
    }));
  });
}

interface Found {
  /** '' where none is to blame. */
  readonly word: string;
  readonly message: string;
  readonly remedy?: WarningRemedy;
}

function findings({ id, text, position }: Statement, vague: RegExp | undefined): readonly Found[] {
  const marker = MARKER.exec(text)?.[0];
  const words = vague === undefined ? [] : [...text.matchAll(vague)].map(([word]) => word);
  return [
    ...(marker === undefined ? [] : [{ word: marker, message: `"${id}" has an open question: ${marker}` }]),
    ...[...new Set(words)].map((word) => ({
      word,
      message: `"${word}" in "${id}" cannot be tested: say how much, how long, or what is seen`,
    })),
    ...(compoundDemand(text) === undefined
      ? []
      : [
          {
            word: '',
            message: `"${id}" demands more than one thing: split it, so that each can be proven`,
            remedy: { kind: 'split' as const, id, at: position },
          },
        ]),
  ];
}

function vaguePattern({ vagueWords, allowedWords }: LintSettings): RegExp | undefined {
  const allowed = new Set(allowedWords.map((word) => word.toLowerCase()));
  const words = [...VAGUE_WORDS, ...vagueWords].filter((word) => word !== '' && !allowed.has(word.toLowerCase()));
  if (words.length === 0) return undefined;
  return wordPattern(words, 'gi');
}

/** Any of the words, each as a word of its own. */
function wordPattern(words: readonly string[], flags: string): RegExp {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`, flags);
}

/** Where the word stands between the beginning of its statement and that of the next one; else where the statement begins. */
function placeOf(
  word: string,
  { lines, from, to }: { readonly lines: readonly string[]; readonly from: Position; readonly to: number },
): Position {
  if (word === '') return from;
  const pattern = wordPattern([word], '');
  for (let line = from.line; line < Math.max(to, from.line + 1); line += 1) {
    const skipped = line === from.line ? from.column - 1 : 0;
    const found = pattern.exec((lines[line - 1] ?? '').slice(skipped));
    if (found !== null) return { line, column: skipped + found.index + 1 };
  }
  return from;
}
