import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PythonPattern } from '../../src/core/conformance/pythonRegex/translatePattern';
import { isPlainText, translatePattern } from '../../src/core/conformance/pythonRegex/translatePattern';
import type { RegexCase, Spans } from '../kit/pythonRegex/askPython';
import { askPython, charactersOfPython } from '../kit/pythonRegex/askPython';

const CASES = process.env['AGENTFORGE_SOAK'] === '1' ? 300_000 : 6_000;
const AT_ONCE = 3_000;

const ASCII = [...'aAbBkKsSiI', '_', ' ', '\n', '-', '0', '1', '.', ']', '^'];
/** In a set, Python itself forgets the case of capital letters from there. */
const CAPITAL = '\u{10400}';
const WIDE = [
  ...'ıİſßẞςσΣµμéÉ²٣中',
  '\r',
  '\u0085',
  '\u2028',
  '\u00a0',
  '\u001c',
  '\u{1d400}',
  '\u{10428}',
  '\u{10400}',
];

const text = fc.oneof(
  fc.array(fc.constantFrom(...ASCII), { maxLength: 10 }).map((chars) => chars.join('')),
  fc.array(fc.constantFrom(...ASCII, ...WIDE), { maxLength: 10 }).map((chars) => chars.join('')),
);

const literal = fc
  .constantFrom(...ASCII, ...WIDE.filter((char) => char !== CAPITAL))
  .map((char) => (/[\s.\]^-]/.test(char) ? `\\${char === '\n' ? 'n' : char === '\r' ? 'r' : char}` : char));
const escaped = fc.constantFrom('\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\x41', '\\u017f', '\\t', '\\061', '\\.');
const member = fc.oneof(
  literal,
  fc.constantFrom('\\d', '\\w', '\\W', '\\s', '\\S', 'a-z', 'A-K', 'é-ſ', '0-9', '\\b', '[', '&&', '-'),
);
const set = fc
  .tuple(fc.boolean(), fc.array(member, { minLength: 1, maxLength: 4 }))
  .map(([not, members]) => `[${not ? '^' : ''}${members.join('')}]`);
const assertion = fc.constantFrom('^', '$', '\\A', '\\Z', '\\b', '\\B');
const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '??',
  '{2}',
  '{1,2}',
  '{,2}',
  '{2,}?',
  '{',
  '*+',
  '?+',
);

/** Mostly right patterns, with all that a contract may say. */
const { pattern } = fc.letrec<{ pattern: string; sequence: string; item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    literal,
    escaped,
    set,
    fc.constant('.'),
    assertion,
    fc
      .tuple(
        fc.constantFrom(
          '(',
          '(?:',
          '(?=',
          '(?!',
          '(?<=',
          '(?<!',
          '(?P<n>',
          '(?i:',
          '(?s-i:',
          '(?m:',
          '(?a:',
          '(?x: ',
          '(?>',
        ),
        tie('pattern'),
      )
      .map(([open, inner]) => `${open}${inner})`),
    fc.constantFrom('\\1', '(?P=n)', '(?#x)'),
  ),
  sequence: fc
    .array(fc.tuple(tie('item'), quantifier), { maxLength: 4 })
    .map((items) => items.map((pair) => pair.join('')).join('')),
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((branches) => branches.join('|')),
}));

/** Mostly wrong ones: what Python refuses is refused here. */
const rubble = fc
  .array(fc.constantFrom(...'()[]{}?*+|^$\\.,-:=!<>P#iaxmsLu019bBdwZAnN '), { maxLength: 9 })
  .map((chars) => chars.join(''));

const flags = fc.constantFrom('', '', '', '(?i)', '(?x)', '(?a)', '(?s)', '(?im)', '(?u)');

const regexCase = fc.record<RegexCase>({
  pattern: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(flags, pattern).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: rubble },
  ),
  ignoreCase: fc.boolean(),
  multiline: fc.boolean(),
  texts: fc.array(text, { minLength: 3, maxLength: 6 }),
});

describe('patterns mean what Python’s re means', function () {
  this.timeout(3_600_000);

  it(`for ${CASES} random patterns, flags and texts`, () => {
    const counts = { same: 0, refused: 0, untranslatable: 0 };
    for (let done = 0; done < CASES; done += AT_ONCE) {
      const cases = fc.sample(regexCase, AT_ONCE);
      for (const [index, expected] of askPython(cases).entries()) {
        const given = cases[index] as RegexCase;
        const translated = translatePattern(given.pattern, given);
        if (!translated.ok) {
          counts[translated.problem.kind === 'invalid' ? 'refused' : 'untranslatable'] += 1;
          if (translated.problem.kind === 'invalid')
            assert.equal(expected, null, told(given, translated.problem.message));
          continue;
        }
        assert.ok(expected !== null, told(given, 'Python refuses it'));
        counts.same += 1;
        assertSame(given, translated.value, expected);
      }
    }
    // Patterns that nobody translates prove nothing.
    assert.ok(counts.same > CASES * 0.4 && counts.untranslatable < CASES * 0.4, JSON.stringify(counts));
  });

  it('for each class and each letter with a case, over all of Unicode that both know', () => {
    const known = charactersOfPython().filter((char) => !/\p{Cn}/u.test(char));
    const texts = chunks(known, 5_000);
    const classes = ['\\w', '\\d', '\\s', '\\W', '[^\\w]', '.'].map((pattern) => ({
      pattern,
      ignoreCase: false,
      multiline: false,
      texts,
    }));
    const cased = known.filter((char) => char.toLowerCase() !== char || char.toUpperCase() !== char);
    const letters = chunks(cased, 1).map((pattern) => ({
      pattern: String(pattern),
      ignoreCase: true,
      multiline: false,
      texts: [cased.join('')],
    }));
    const every = process.env['AGENTFORGE_SOAK'] === '1' ? 1 : 9;
    const cases = [...classes, ...letters.filter((_, index) => index % every === 0)];
    for (const [index, expected] of askPython(cases).entries()) {
      const given = cases[index] as RegexCase;
      const translated = translatePattern(given.pattern, given);
      assert.ok(translated.ok && expected !== null, given.pattern);
      for (const [at, each] of given.texts.entries()) {
        assert.deepEqual(
          matched(each, spans(translated.value.source, each)),
          matched(each, expected[at] ?? []),
          given.pattern,
        );
      }
    }
  });
});

function assertSame(given: RegexCase, { source, plainSource }: PythonPattern, expected: Exclude<Spans, null>): void {
  for (const [at, each] of given.texts.entries()) {
    const wanted = comparable(expected[at] ?? []);
    assert.deepEqual(comparable(spans(source, each)), wanted, told(given, JSON.stringify(each)));
    if (isPlainText(each)) assert.deepEqual(comparable(spans(plainSource, each)), wanted, told(given, `plain ${each}`));
  }
}

/** All matches up to the first empty one: where to look for the next after nothing, each language has its own idea. */
function comparable<T extends readonly [number, number]>(found: readonly T[]): readonly T[] {
  const empty = found.findIndex(([from, to]) => from === to);
  return empty === -1 ? found : found.slice(0, empty + 1);
}

function told(given: RegexCase, what: string): string {
  return `${JSON.stringify(given.pattern)} i=${given.ignoreCase} m=${given.multiline}: ${what}`;
}

/** In code points, as Python counts. */
function spans(source: string, subject: string): readonly (readonly [number, number])[] {
  const count = (end: number) => [...subject.slice(0, end)].length;
  const isWide = /[\u{10000}-\u{10ffff}]/u.test(subject);
  return [...subject.matchAll(new RegExp(source, 'gv'))].map(({ 0: found, index }) =>
    isWide ? [count(index), count(index + found.length)] : [index, index + found.length],
  );
}

function matched(subject: string, found: readonly (readonly [number, number])[]): readonly string[] {
  const chars = [...subject];
  return found.map(([from, to]) => chars.slice(from, to).join(''));
}

function chunks(chars: readonly string[], size: number): readonly string[] {
  return Array.from({ length: Math.ceil(chars.length / size) }, (_, index) =>
    chars.slice(index * size, (index + 1) * size).join(''),
  );
}
