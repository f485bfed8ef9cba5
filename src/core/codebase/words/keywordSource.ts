import type { NameTable } from '../graph/nameTable';
import type { Lexis } from './lexis';
import type { Tokens } from './tokens';
import type { WordTally } from './wordTally';

/** How a language is written whose statements begin with keywords. */
export interface Spelling {
  readonly lexis: Lexis;
  /** With blanks between them. */
  readonly keywords: string;
}

/** One source in such a language, and who takes what is found in it. */
export interface KeywordSource {
  readonly tokens: Tokens;
  readonly names: NameTable;
  /** By their numbers in `names`. */
  readonly keywords: ReadonlyMap<number, string>;
  readonly tally: WordTally;
}
