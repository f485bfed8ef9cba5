import type { FactSink } from './factSink';

/** How the lines of a language are read: only those that begin with one of the words. */
export interface LineRules {
  /** Beginnings of lines that are looked at, with the sign before them: `def`, `@dataclass`, `#[test]` is `#`. */
  readonly words: ReadonlySet<string>;
  /** Which other lines are looked at, by the code of their first sign that is no blank. */
  readonly startsWith?: (code: number) => boolean;
  /** Signs around texts of several lines that are no code. */
  readonly quotes?: readonly string[];
  /** What begins a file; gives what is done with a line that begins with one of the words. */
  start(sink: FactSink): (line: string, word: string) => void;
  /** What only the whole text tells. */
  readonly whole?: (text: string, sink: FactSink) => void;
}
