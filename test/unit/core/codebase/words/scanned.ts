import { NameTable } from '../../../../../src/core/codebase/graph/nameTable';
import { WordScanner } from '../../../../../src/core/codebase/words/wordScanner';

interface Said {
  readonly defined: string;
  /** Names with how often they are used, sorted. */
  readonly used: string;
  readonly imports: readonly string[];
}

/** What the scanner says of a source, in words. */
export function scanned(path: string, lines: readonly string[]): Said {
  const names = new NameTable();
  const { defined, used, counts, imports } = new WordScanner(names).scan(path, Buffer.from(lines.join('\n')));
  const word = (number: number) => names.names[number] ?? '';
  return {
    defined: [...defined].map(word).join(' '),
    used: [...used]
      .map((name, index) => `${word(name)}:${counts[index]}`)
      .sort()
      .join(' '),
    imports,
  };
}
