export type LiteralValue = string | number | boolean | null | readonly LiteralValue[] | LiteralObject;
interface LiteralObject {
  readonly [key: string]: LiteralValue;
}

const TOKEN =
  /\s*(?:(?<text>[rRbBuU]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`))|(?<number>(?:\d[\w.]*|\.\d[\w]*)(?:(?<=[eE])[+-]\d+)?)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>[[\](){},:+-]))/uy;
const WORDS: ReadonlyMap<string, LiteralValue> = new Map([
  ...(['True', 'true'] as const).map((word) => [word, true] as const),
  ...(['False', 'false'] as const).map((word) => [word, false] as const),
  ...(['None', 'null', 'undefined'] as const).map((word) => [word, null] as const),
]);
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Reads a literal of Python or JavaScript, lists and objects of literals included; undefined for source that is more than that. */
export function readLiteral(source: string): LiteralValue | undefined {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const reader = new LiteralReader(tokens);
  const value = reader.value();
  return reader.isAtEnd ? value : undefined;
}

/** Equal for literals of one value, whatever the language and its spelling; a tuple is a list. */
export function keyOf(value: LiteralValue): string {
  return JSON.stringify(value);
}

/** The values inside a value, itself included. */
export function valuesIn(value: LiteralValue): readonly LiteralValue[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...Object.values(value).flatMap(valuesIn)];
}

/** A value, and the list or number that it spells when it is a text: `JSON.stringify(items) === '[1,2]'` asks for a list. */
export function spellings(value: LiteralValue): readonly LiteralValue[] {
  if (typeof value !== 'string' || !/^[[({].*[\])}]$|^\d[\d.]*(?:,\s*\d[\d.]*)*$/s.test(value)) return [value];
  const inside = readLiteral(value.includes(',') && /^\d/.test(value) ? `[${value}]` : value);
  return inside === undefined ? [value] : [value, inside];
}

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign';
  readonly text: string;
}

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = source.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const groups = TOKEN.exec(trimmed)?.groups;
    if (groups === undefined) return undefined;
    for (const kind of ['text', 'number', 'word', 'sign'] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

/** Nobody writes literals as deep as this by hand. */
const DEEPEST = 50;

class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  value(): LiteralValue | undefined {
    const token = this.next();
    switch (token?.kind) {
      case 'text':
        return this.text(token.text);
      case 'number':
        return numberOf(token.text);
      case 'word':
        return WORDS.get(token.text);
      case 'sign':
        return this.signed(token.text);
      case undefined:
        return undefined;
    }
  }

  private signed(sign: string): LiteralValue | undefined {
    if (sign === '-' || sign === '+') {
      const number = this.tokens[this.at]?.kind === 'number' ? this.value() : undefined;
      return typeof number === 'number' ? (sign === '-' ? -number : number) : undefined;
    }
    const closing = CLOSING[sign];
    if (closing === undefined || this.depth === DEEPEST) return undefined;
    this.depth++;
    const value = this.group(sign, closing);
    this.depth--;
    return value;
  }

  /** A list, a tuple, a set, an object, or one value in parentheses. */
  private group(opening: string, closing: string): LiteralValue | undefined {
    const values: LiteralValue[] = [];
    const entries: [string, LiteralValue][] = [];
    let commas = 0;
    while (!this.takes(closing)) {
      const key = this.keyBeforeColon(opening);
      const value = this.value();
      if (value === undefined) return undefined;
      if (key === undefined) values.push(value);
      else entries.push([key, value]);
      if (this.takes(',')) commas++;
      else if (!this.sees(closing)) return undefined;
    }
    if (entries.length > 0) return values.length > 0 ? undefined : Object.fromEntries(entries);
    if (opening === '{' && values.length === 0) return {};
    return opening === '(' && commas === 0 && values.length === 1 ? values[0] : values;
  }

  private keyBeforeColon(opening: string): string | undefined {
    const [key, colon] = [this.tokens[this.at], this.tokens[this.at + 1]];
    if (opening !== '{' || colon?.text !== ':' || colon.kind !== 'sign' || key === undefined) return undefined;
    this.at += 2;
    return key.kind === 'text' ? unquoted(key.text) : key.text;
  }

  /** Texts that stand side by side are one. */
  private text(first: string): LiteralValue | undefined {
    const parts = [first];
    while (this.tokens[this.at]?.kind === 'text') parts.push(this.next()?.text ?? '');
    return parts.some((part) => part.startsWith('`') && part.includes('${')) ? undefined : parts.map(unquoted).join('');
  }

  private next(): Token | undefined {
    return this.tokens[this.at++];
  }

  private sees(sign: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' && token.text === sign;
  }

  private takes(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.at++;
    return true;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' },
};

function unquoted(text: string): string {
  const [, prefix = '', rest = ''] = /^([a-zA-Z]*)([\s\S]*)$/.exec(text) ?? [];
  const size = /^(?:"""|''')/.test(rest) ? 3 : 1;
  const inside = rest.slice(size, -size);
  if (/r/i.test(prefix)) return inside;
  return inside.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([\s\S]))/g, (_whole, byte, unit, letter: string) => {
    const code: string | undefined = byte ?? unit;
    return code === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16));
  });
}

function numberOf(text: string): LiteralValue | undefined {
  const value = Number(text.replace(/_|n$/g, ''));
  return Number.isNaN(value) ? undefined : value;
}
