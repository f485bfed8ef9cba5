import type { Workspace } from '../workspace';
import type { Question } from './contender';

/** The usual constants of BM25. */
const K1 = 1.2;
const B = 0.75;

interface Document {
  readonly counts: ReadonlyMap<string, number>;
  readonly words: number;
}

/** Ranks by BM25: words of the question's text and of the module's path against the words of each file and its path; gives paths. */
export function keywordRanker({ files }: Workspace): (question: Question) => readonly string[] {
  const documents = new Map([...files].map(([path, text]) => [path, documentOf(`${path} ${text}`)]));
  return ({ implementation, test, text, files: left }) => {
    const among = [...left.keys()].filter((path) => path !== test);
    return rank(new Set(wordsOf(`${implementation} ${text}`)), among, documents);
  };
}

function rank(wanted: ReadonlySet<string>, among: readonly string[], documents: ReadonlyMap<string, Document>) {
  const own = among.map((path) => ({ path, document: documents.get(path) ?? documentOf('') }));
  const mean = own.reduce((sum, { document }) => sum + document.words, 0) / Math.max(1, own.length);
  const rarity = new Map(
    [...wanted].map((word) => {
      const holders = own.filter(({ document }) => document.counts.has(word)).length;
      return [word, Math.log(1 + (own.length - holders + 0.5) / (holders + 0.5))];
    }),
  );
  return own
    .map(({ path, document }) => {
      let score = 0;
      for (const [word, weight] of rarity) {
        const count = document.counts.get(word) ?? 0;
        score += (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * document.words) / mean));
      }
      return { path, score };
    })
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

function documentOf(text: string): Document {
  const counts = new Map<string, number>();
  const words = wordsOf(text);
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, words: words.length };
}

/** Names as they are, and the words that they are made of. */
function wordsOf(text: string): readonly string[] {
  return (text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []).flatMap((name) => {
    const parts = name.split(/_+|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part.length > 1);
    return parts.length > 1 ? [name.toLowerCase(), ...parts.map((part) => part.toLowerCase())] : [name.toLowerCase()];
  });
}
