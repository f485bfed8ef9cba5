import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareContracts } from '../../../../src/core/testcontract/compareContracts';
import { contractOf } from './contractOf';

/**
 * Source with its free places marked: `~` free white space, `¦` also a line break (inside brackets), `°` the comma after the last
 * of a list, `§` the end of a statement, `'` either quote mark.
 */
type Template = string;

/** How one language may be laid out. */
interface Layout {
  readonly path: string;
  readonly comment: string;
  readonly ends: readonly string[];
  readonly wrap: (statements: readonly Template[]) => Template;
  readonly statements: readonly Template[];
  /** The numbers that assertions ask for stand as `N`. */
  readonly assertions: readonly Template[];
}

const PYTHON: Layout = {
  path: 'tests/test_cart.py',
  comment: '#',
  ends: ['', ';'],
  wrap: (statements) =>
    `import pytest§\n\n@pytest.fixture\ndef cart():\n    return Cart()§\n\n@pytest.mark.parametrize(¦'a',¦[¦1,¦2°¦]°¦)\ndef test_it(¦cart,¦a°¦):\n${statements.map((each) => `    ${each}§\n`).join('')}`,
  statements: [
    "cart.add(¦'x',¦count~=~2°¦)",
    'items~=~[¦1,¦(¦2,¦)°¦]',
    'for x in items:\n        cart.add(¦x°¦)',
    'if cart.size~>~1:\n        cart.clear(¦)',
  ],
  assertions: [
    'assert total(¦cart,¦N°¦)~==~3',
    'assert cart.total~==~N',
    'assert (cart.total~==~N)',
    "assert cart.items~==~{¦'a':~N,¦'b':~[¦]°¦}",
    'assert cart.ratio~==~pytest.approx(¦0.5,¦abs~=~N°¦)',
    'with pytest.raises(¦ValueError,¦match~=~r"bad"°¦):\n        cart.add(¦N°¦)',
    'self.assertEqual(¦cart.total,¦N°¦)',
  ],
};

const SCRIPT: Layout = {
  path: 'test/cart.test.ts',
  comment: '//',
  ends: ['', ';'],
  wrap: (statements) =>
    `import { Cart } from '../src/cart'§\n\ndescribe('Cart', () => {¦\nlet cart§\nbeforeEach(() => {¦ cart = new Cart(¦)§\n })§\nit('adds', async (t) => {¦\n${statements.map((each) => `${each}§\n`).join('')}})§\n})§\n`,
  statements: [
    "cart.add(¦'x',¦{¦ count:~2°¦}°¦)",
    'const items~=~[¦1,¦2°¦]',
    'items.forEach((item)~=>~{¦ cart.add(¦item°¦)§\n })',
    'if~(¦cart.size~>~1¦)~{¦ cart.clear(¦)§\n }',
  ],
  assertions: [
    'expect(¦cart.total°¦).toBe(¦N°¦)',
    "expect(¦cart.items°¦).toEqual(¦[¦{¦ 'a':~N°¦}°¦]°¦)",
    'assert.strictEqual(¦cart.total,¦N°¦)',
    'assert(¦cart.total~===~N°¦)',
    'await expect(¦cart.load(¦N°¦)°¦).rejects.toThrow(¦/bad/°¦)',
    'expect(¦cart.ratio°¦).toBeCloseTo(¦0.5,¦N°¦)',
  ],
};

/** Lays a template out, each free place by the next of the choices. */
function layOut(template: Template, { comment, ends }: Layout, choices: readonly number[]): string {
  let at = 0;
  const choose = <T>(options: readonly T[]): T => options[(choices[at++ % choices.length] ?? 0) % options.length] as T;
  const text = template.replace(/[~¦°§']/g, (mark) => {
    switch (mark) {
      case '~':
        return choose(['', ' ', '  ']);
      case '¦':
        return choose(['', '', ' ', '\n        ', `  ${comment} why\n    `, '\n\n  ']);
      case '°':
        return choose(['', ',']);
      case '§':
        return `${choose(ends)}${choose(['', '   ', `  ${comment} note`])}${choose(['', '', '\n', `\n\n${comment} a line\n`])}`;
      default:
        return mark;
    }
  });
  const quote = choose(["'", '"']);
  // A comma alone in brackets is a mistake in both languages.
  return text.replaceAll("'", quote).replace(/([([{]\s*),/g, '$1');
}

const laidOut = fc.array(fc.nat(29), { minLength: 5, maxLength: 60 });

for (const language of [PYTHON, SCRIPT]) {
  describe(`the contract of ${language.path}`, () => {
    const body = fc.array(fc.constantFrom(...language.statements, ...language.assertions), {
      minLength: 1,
      maxLength: 6,
    });
    const numbers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 });
    const filled = (statements: readonly Template[], values: readonly number[]): Template => {
      let at = 0;
      return language.wrap(statements).replace(/\bN\b/g, () => String(values[at++ % values.length]));
    };

    it('is the same however the tests are laid out', async () => {
      await fc.assert(
        fc.asyncProperty(body, numbers, laidOut, laidOut, async (statements, values, one, other) => {
          const template = filled(statements, values);
          const [before, after] = [layOut(template, language, one), layOut(template, language, other)];
          const changes = compareContracts(
            await contractOf({ [language.path]: before }),
            await contractOf({ [language.path]: after }),
          );
          assert.deepEqual(changes, [], `${before}\n---\n${after}`);
        }),
        { numRuns: 60 },
      );
    });

    it('is another with any other number in an assertion', async () => {
      const asserting = fc.tuple(fc.constantFrom(...language.assertions), body);
      await fc.assert(
        fc.asyncProperty(asserting, numbers, laidOut, async ([first, rest], values, choices) => {
          const before = filled([first, ...rest], values);
          const after = filled([first, ...rest], [(values[0] ?? 0) + 1, ...values.slice(1)]);
          const changes = compareContracts(
            await contractOf({ [language.path]: layOut(before, language, choices) }),
            await contractOf({ [language.path]: layOut(after, language, choices) }),
          );
          assert.notDeepEqual(changes, [], after);
        }),
        { numRuns: 60 },
      );
    });
  });
}

describe('the normal form of source', () => {
  const bodies = async (path: string, ...texts: readonly string[]) => {
    const contracts = await Promise.all(texts.map((text) => contractOf({ [path]: text })));
    return contracts.map(({ tests }) =>
      JSON.stringify(tests.map(({ body, assertions }) => [body, assertions.map(({ text }) => text)])),
    );
  };
  const inPython = (line: string) => `def test_it():\n    ${line}\n`;
  const inScript = (line: string) => `it('a', () => { ${line} });\n`;

  const alike: readonly (readonly [string, string])[] = [
    [inPython('x = (1)'), inPython('x = 1')],
    [inPython("f('it\\'s')"), inPython('f("it\'s")')],
    [inPython("f('''a''')"), inPython("f('a')")],
    [inPython('if (a): b()'), inPython('if a:\n        b()')],
    [inPython('a(); b()'), inPython('a()\n    b()')],
    [inPython('x = a + \\\n  b'), inPython('x = a + b')],
    [inScript('f((x) => x)'), inScript('f(x => x);')],
    [inScript("f('a\"b')"), inScript('f("a\\"b")')],
    [inScript('return (\n a\n)'), inScript('return a')],
  ];
  for (const [one, other] of alike) {
    it(`is one for ${one.replace(/\s+/g, ' ')} and ${other.replace(/\s+/g, ' ')}`, async () => {
      const [a, b] = await bodies(one.startsWith('def') ? PYTHON.path : SCRIPT.path, one, other);
      assert.equal(a, b);
    });
  }

  const different: readonly (readonly [string, string])[] = [
    [inPython('x = (1,)'), inPython('x = (1)')],
    [inPython('x = a[1,]'), inPython('x = a[1]')],
    [inPython('if a:\n        b()\n        c()'), inPython('if a:\n        b()\n    c()')],
    [inPython("f('a  b')"), inPython("f('a b')")],
    [inPython("f(r'\\n')"), inPython("f('\\n')")],
    [inPython("f(b'a')"), inPython("f('a')")],
    [inPython("f(f'{a:>3}')"), inPython("f(f'{a:<3}')")],
    [inPython("f('# no comment')"), inPython("f('')")],
    [inPython('x = (a + b) * c'), inPython('x = a + b * c')],
    [inPython('x = (i for i in a)'), inPython('x = [i for i in a]')],
    [inPython('x = not a'), inPython('x = a')],
    [inPython('x = a - -b'), inPython('x = a - b')],
    [inScript('f([1,,])'), inScript('f([1])')],
    [inScript('f((a, b))'), inScript('f(a, b)')],
    [inScript('f(() => ({}))'), inScript('f(() => {})')],
    [inScript('for (;a;) b()'), inScript('for (a;;) b()')],
    [inScript('f(`a\n b`)'), inScript('f(`a b`)')],
    [inScript('f(/a b/)'), inScript('f(/a  b/)')],
    [inScript('x = a - -b'), inScript('x = a - --b')],
    [inScript('if (a) { b(); c(); }'), inScript('if (a) b(); c();')],
    [inScript('f("//")'), inScript('f("")')],
  ];
  for (const [one, other] of different) {
    it(`is not one for ${one.replace(/\s+/g, ' ')} and ${other.replace(/\s+/g, ' ')}`, async () => {
      const [a, b] = await bodies(one.startsWith('def') ? PYTHON.path : SCRIPT.path, one, other);
      assert.notEqual(a, b);
    });
  }

  it('keeps every text of a test, whatever it says', async () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', ' ', '"', '#', '//', '\\n', '{', '}', '…', ',', '(', ')', ';'),
    });
    await fc.assert(
      fc.asyncProperty(letters, letters, async (one, other) => {
        fc.pre(one !== other);
        for (const [path, around] of [
          [PYTHON.path, inPython],
          [SCRIPT.path, inScript],
        ] as const) {
          const [a, b] = await bodies(path, around(`f('${one}')`), around(`f('${other}')`));
          assert.notEqual(a, b);
        }
      }),
      { numRuns: 60 },
    );
  });
});
