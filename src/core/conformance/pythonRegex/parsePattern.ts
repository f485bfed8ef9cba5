import { PatternError } from './patternError';
import type { PatternNode } from './patternNode';
import { PatternReader } from './patternReader';
import { readEscape } from './readEscape';
import { readSet } from './readSet';
import { widthOf } from './widthOf';

export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly ascii: boolean;
  readonly verbose: boolean;
}

const DEEPEST = 100;
const LONGEST = 20_000;
/** As in Python. */
const MOST_REPEATS = 0xffff_ffff;
const FLAG: Readonly<Record<string, Partial<PatternFlags>>> = {
  i: { ignoreCase: true },
  m: { multiline: true },
  s: { dotAll: true },
  a: { ascii: true },
  u: { ascii: false },
  x: { verbose: true },
};

/** Reads a pattern as Python's `re` does (of Python 3.11). Throws `PatternError`. */
export function parsePattern(pattern: string, flags: PatternFlags): PatternNode {
  if (pattern.length > LONGEST) throw new PatternError('untranslatable', `it is longer than ${LONGEST} characters`);
  return new Parser(pattern).parse(flags);
}

class Parser {
  private readonly reader: PatternReader;
  private groups = 0;
  private readonly names = new Map<string, number>();
  private readonly open = new Set<number>();
  private depth = 0;
  private behind = 0;

  constructor(pattern: string) {
    this.reader = new PatternReader(pattern);
  }

  parse(given: PatternFlags): PatternNode {
    let flags = given;
    for (let more = this.globalFlags(flags); more !== undefined; more = this.globalFlags(flags)) flags = more;
    const tree = this.choice(flags);
    if (this.reader.peek() !== undefined) throw new PatternError('invalid', 'a ")" closes nothing');
    return tree;
  }

  /** Those that hold for the whole pattern, and stand at its beginning. */
  private globalFlags(flags: PatternFlags): PatternFlags | undefined {
    const { reader } = this;
    const from = reader.position;
    if (flags.verbose) this.skipBlank();
    if (reader.take('(?')) {
      const letters = reader.takeWhile(/[A-Za-z]/);
      if (letters !== '' && reader.take(')')) return withFlags(flags, letters, 'global');
    }
    reader.position = from;
    return undefined;
  }

  private choice(flags: PatternFlags): PatternNode {
    if (++this.depth > DEEPEST) throw new PatternError('untranslatable', `it is nested more than ${DEEPEST} deep`);
    const branches = [this.sequence(flags)];
    while (this.reader.take('|')) branches.push(this.sequence(flags));
    this.depth--;
    return branches.length === 1 ? (branches[0] as PatternNode) : { kind: 'choice', branches };
  }

  private sequence(flags: PatternFlags): PatternNode {
    const items: PatternNode[] = [];
    for (;;) {
      if (flags.verbose) this.skipBlank();
      const char = this.reader.peek();
      if (char === undefined || char === '|' || char === ')') return { kind: 'sequence', items };
      const quantified = this.quantifier(char);
      if (quantified === undefined) {
        const item = this.item(flags);
        if (item !== undefined) items.push(item);
        continue;
      }
      const body = items.pop();
      if (body === undefined || body.kind === 'anchor' || body.kind === 'boundary')
        throw new PatternError('invalid', `there is nothing before "${char}" to repeat`);
      if (body.kind === 'repeat') throw new PatternError('invalid', `"${char}" repeats a repetition`);
      items.push({ kind: 'repeat', body, ...quantified });
    }
  }

  /** Undefined for a `{` that repeats nothing, and for every other character. */
  private quantifier(char: string) {
    const limits = this.limits(char);
    if (limits === undefined) return undefined;
    const mode = this.reader.take('?') ? 'lazy' : this.reader.take('+') ? 'possessive' : 'greedy';
    return { ...limits, mode } as const;
  }

  private limits(char: string): { readonly min: number; readonly max: number } | undefined {
    const { reader } = this;
    const from = reader.position;
    if (!'*+?{'.includes(char)) return undefined;
    reader.next();
    if (char === '*') return { min: 0, max: Number.POSITIVE_INFINITY };
    if (char === '+') return { min: 1, max: Number.POSITIVE_INFINITY };
    if (char === '?') return { min: 0, max: 1 };
    const low = reader.takeWhile(/[0-9]/);
    const high = reader.take(',') ? reader.takeWhile(/[0-9]/) : low;
    const isEmpty = low === '' && high === '' && reader.position === from + 1;
    if (isEmpty || !reader.take('}')) {
      reader.position = from;
      return undefined;
    }
    const min = low === '' ? 0 : Number(low);
    const max = high === '' ? Number.POSITIVE_INFINITY : Number(high);
    if (min >= MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && max >= MOST_REPEATS))
      throw new PatternError('invalid', 'it repeats too often');
    if (max < min) throw new PatternError('invalid', `{${low},${high}} has its smaller number last`);
    return { min, max };
  }

  private item(flags: PatternFlags): PatternNode | undefined {
    const { reader } = this;
    const char = reader.next() ?? '';
    const set = { kind: 'set', ignoresCase: flags.ignoreCase, isAscii: flags.ascii } as const;
    switch (char) {
      case '.':
        return { kind: 'any', withLineFeed: flags.dotAll };
      case '^':
        return { kind: 'anchor', at: flags.multiline ? 'line start' : 'start' };
      case '$':
        return { kind: 'anchor', at: flags.multiline ? 'line end' : 'last line end' };
      case '[':
        return { ...set, ...readSet(reader) };
      case '(':
        return this.group(flags);
      case '\\': {
        const item = readEscape(reader, 'pattern');
        return item === undefined ? this.assertion(flags) : { ...set, isNegated: false, items: [item] };
      }
      default: {
        const code = char.codePointAt(0) ?? 0;
        return { ...set, isNegated: false, items: [{ from: code, to: code }] };
      }
    }
  }

  private assertion(flags: PatternFlags): PatternNode {
    const { reader } = this;
    if (reader.take('A')) return { kind: 'anchor', at: 'start' };
    if (reader.take('Z')) return { kind: 'anchor', at: 'end' };
    if (reader.take('b')) return { kind: 'boundary', isNegated: false, isAscii: flags.ascii };
    if (reader.take('B')) return { kind: 'boundary', isNegated: true, isAscii: flags.ascii };
    return this.reference(Number(reader.takeWhile(/[0-9]/, 2)), flags);
  }

  private reference(index: number, flags: PatternFlags): PatternNode {
    if (index > this.groups || Number.isNaN(index)) throw new PatternError('invalid', `there is no group ${index}`);
    if (this.open.has(index)) throw new PatternError('invalid', `group ${index} speaks of itself`);
    if (this.behind > 0) throw new PatternError('untranslatable', 'it looks behind for what a group matched');
    if (flags.ignoreCase)
      throw new PatternError('untranslatable', 'it looks for what a group matched in another letter case');
    return { kind: 'reference', index };
  }

  private group(flags: PatternFlags): PatternNode | undefined {
    const { reader } = this;
    if (!reader.take('?')) return this.capture(flags, undefined);
    if (reader.take('P')) return this.named(flags);
    if (reader.take('#')) {
      reader.takeUntil(')', 'a comment');
      return undefined;
    }
    if (reader.take(':')) return this.body(flags);
    if (reader.take('>')) {
      if (this.behind > 0) throw new PatternError('untranslatable', 'it looks behind without going back');
      return { kind: 'atomic', body: this.body(flags) };
    }
    if (reader.take('=')) return this.look(flags, 'ahead', 'is');
    if (reader.take('!')) return this.look(flags, 'ahead', 'is not');
    if (reader.take('<=')) return this.look(flags, 'behind', 'is');
    if (reader.take('<!')) return this.look(flags, 'behind', 'is not');
    if (reader.peek() === '(')
      throw new PatternError('untranslatable', 'it depends on whether a group matched: (?(1)..)');
    return this.body(this.scopedFlags(flags));
  }

  private named(flags: PatternFlags): PatternNode {
    const { reader } = this;
    if (reader.take('=')) {
      const name = reader.takeUntil(')', 'the name of a group');
      const index = this.names.get(name);
      if (index === undefined) throw new PatternError('invalid', `there is no group "${name}"`);
      return this.reference(index, flags);
    }
    if (!reader.take('<')) throw new PatternError('invalid', 'what follows (?P is not known');
    const name = reader.takeUntil('>', 'the name of a group');
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new PatternError('invalid', `"${name}" is no name of a group`);
    if (this.names.has(name)) throw new PatternError('invalid', `two groups are called "${name}"`);
    return this.capture(flags, name);
  }

  private capture(flags: PatternFlags, name: string | undefined): PatternNode {
    const index = ++this.groups;
    if (name !== undefined) this.names.set(name, index);
    this.open.add(index);
    const body = this.body(flags);
    this.open.delete(index);
    return { kind: 'group', index, body };
  }

  private look(flags: PatternFlags, direction: 'ahead' | 'behind', how: 'is' | 'is not'): PatternNode {
    if (direction === 'behind') this.behind++;
    const body = this.body(flags);
    if (direction === 'behind') {
      this.behind--;
      const { min, max } = widthOf(body);
      if (min !== max) throw new PatternError('invalid', 'it looks behind for something of no fixed length');
    }
    return { kind: 'look', direction, isNegated: how === 'is not', body };
  }

  /** What stands up to the closing bracket. */
  private body(flags: PatternFlags): PatternNode {
    const body = this.choice(flags);
    if (!this.reader.take(')')) throw new PatternError('invalid', 'a "(" is not closed');
    // One item, so that a quantifier behind it repeats all of it, also when it is itself a repetition.
    return body.kind === 'sequence' ? body : { kind: 'sequence', items: [body] };
  }

  private scopedFlags(flags: PatternFlags): PatternFlags {
    const { reader } = this;
    const on = reader.takeWhile(/[A-Za-z]/);
    const off = reader.take('-') ? reader.takeWhile(/[A-Za-z]/) : '';
    if (on === '' && off === '') throw new PatternError('invalid', 'what follows "(?" is not known');
    if (!reader.take(':'))
      throw new PatternError(
        'invalid',
        'flags for the whole pattern stand at its beginning, others have ":" behind them',
      );
    if (/[^imsx]/.test(off)) throw new PatternError('invalid', `the flags "${off}" cannot be taken away`);
    if ([...on].some((letter) => off.includes(letter)))
      throw new PatternError('invalid', 'a flag is both given and taken away');
    const less = Object.fromEntries(
      [...off].flatMap((letter) => Object.keys(FLAG[letter] ?? {})).map((key) => [key, false]),
    );
    return { ...withFlags(flags, on, 'scoped'), ...less };
  }

  private skipBlank(): void {
    const { reader } = this;
    for (;;) {
      reader.takeWhile(/[ \t\n\r\v\f]/);
      if (reader.peek() !== '#') return;
      reader.takeWhile(/[^\n]/);
    }
  }
}

function withFlags(flags: PatternFlags, letters: string, where: 'global' | 'scoped'): PatternFlags {
  const unknown = [...letters].find((letter) => FLAG[letter] === undefined);
  if (unknown === 'L') throw new PatternError('invalid', 'the flag "L" is for bytes');
  if (unknown !== undefined) throw new PatternError('invalid', `there is no flag "${unknown}"`);
  if (/a.*u|u.*a/.test(letters)) throw new PatternError('invalid', 'the flags "a" and "u" exclude each other');
  const given = Object.assign({}, ...[...letters].map((letter) => FLAG[letter])) as Partial<PatternFlags>;
  if (where === 'global' && /u/.test(letters) && flags.ascii)
    throw new PatternError('invalid', 'the flags "a" and "u" exclude each other');
  return { ...flags, ...given };
}
