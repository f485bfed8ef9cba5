import type { TextKind } from './charClass';
import { charClass, wordClass } from './charClass';
import { PatternError } from './patternError';
import type { Anchor, PatternNode } from './patternNode';
import { widthOf } from './widthOf';

/** JavaScript's own anchors without its flag m, which knows more line ends than Python. */
const ANCHOR: Readonly<Record<Anchor, string>> = {
  start: '^',
  end: '$',
  'last line end': '(?=\\n?$)',
  'line start': '(?<=\\n|^)',
  'line end': '(?=\\n|$)',
};
/** Not between the two halves of a character, where the engine finds empty matches, too. */
const AT_CHARACTER = '(?=[\\s\\S]|$)';

/**
 * Writes a pattern for JavaScript with the flag v. Throws `PatternError` for what would mean something else there.
 */
export function writePattern(tree: PatternNode, text: TextKind): string {
  const written = new Writer(text, referencesIn(tree)).write(tree);
  return text === 'any' && widthOf(tree).min === 0 ? `${AT_CHARACTER}(?:${written})` : written;
}

/** The groups that a pattern speaks of; what the others match nobody asks. */
function referencesIn(node: PatternNode): ReadonlySet<number> {
  if (node.kind === 'reference') return new Set([node.index]);
  return new Set(innerOf(node).flatMap((each) => [...referencesIn(each)]));
}

function innerOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind === 'choice') return node.branches;
  return 'body' in node ? [node.body] : [];
}

class Writer {
  private atomics = 0;

  constructor(
    private readonly text: TextKind,
    private readonly referenced: ReadonlySet<number>,
  ) {}

  write(node: PatternNode): string {
    switch (node.kind) {
      case 'set':
        return charClass(node, this.text);
      case 'any':
        return node.withLineFeed ? '[\\s\\S]' : this.text === 'plain' ? '.' : '[^\\n]';
      case 'sequence':
        return node.items.map((item) => this.write(item)).join('');
      case 'choice':
        return `(?:${node.branches.map((branch) => this.write(branch)).join('|')})`;
      case 'repeat':
        return this.repeat(node);
      case 'group':
        return `(${this.referenced.has(node.index) ? `?<g${node.index}>` : '?:'}${this.write(node.body)})`;
      case 'atomic':
        return this.atomic(this.write(node.body));
      case 'look':
        return `(?${node.direction === 'behind' ? '<' : ''}${node.isNegated ? '!' : '='}${this.write(node.body)})`;
      case 'boundary':
        return this.boundary(node);
      case 'anchor':
        return ANCHOR[node.at];
      case 'reference':
        return `\\k<g${node.index}>`;
    }
  }

  private repeat({ body, min, max, mode }: Extract<PatternNode, { kind: 'repeat' }>): string {
    const inner = `(?:${this.write(body)})`;
    const lazy = mode === 'lazy' ? '?' : '';
    if (max === 0) return '';
    const isEmptyPossible = widthOf(body).min === 0;
    let written: string;
    if (!isEmptyPossible || min === max) written = `${inner}${times(min, max)}${lazy}`;
    // JavaScript does not take an empty match for one of several; Python does.
    else if (max === 1) written = mode === 'lazy' ? `(?:|${inner})` : `(?:${inner}|)`;
    else throw new PatternError('untranslatable', 'it repeats something that can match nothing');
    return mode === 'possessive' ? this.atomic(written) : written;
  }

  /** What is looked at ahead is not tried in other ways afterwards. */
  private atomic(inner: string): string {
    const name = `a${++this.atomics}`;
    return `(?:(?=(?<${name}>${inner}))\\k<${name}>)`;
  }

  private boundary({ isNegated, isAscii }: Extract<PatternNode, { kind: 'boundary' }>): string {
    // Python up to 3.13 finds neither in an empty text.
    if (this.text === 'plain') return isNegated ? `(?:\\B(?!^$))` : '\\b';
    const word = `[${wordClass({ isAscii }, this.text)}]`;
    if (!isNegated) return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?!^$))`;
  }
}

function times(min: number, max: number): string {
  if (min === 0 && max === Number.POSITIVE_INFINITY) return '*';
  if (min === 1 && max === Number.POSITIVE_INFINITY) return '+';
  if (min === 0 && max === 1) return '?';
  return max === Number.POSITIVE_INFINITY ? `{${min},}` : min === max ? `{${min}}` : `{${min},${max}}`;
}
