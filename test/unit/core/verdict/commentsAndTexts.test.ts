import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commentsAndTexts } from '../../../../src/core/verdict/commentsAndTexts';

describe('what code says in words', () => {
  for (const [path, code, said] of [
    [
      'tests/test_cart.py',
      '# one\nadd = "two" # three\n"""four\nfive"""\ntotal //= 6',
      '# one\n"two"\n# three\n"""four\nfive"""',
    ],
    [
      'cart.test.ts',
      "// one\nconst two = add('three', `four\nfive`); /* six\nseven */",
      "// one\n'three'\n`four\nfive`\n/* six\nseven */",
    ],
    ['cart_test.go', 'add("it\\"s // one") // two', '"it\\"s // one"\n// two'],
    ['cart.test.ts', 'const one = "two\nthree', '"two'],
    ['cart.unknown', 'all of it', 'all of it'],
  ] as const) {
    it(`is its comments and its texts in quotes: ${JSON.stringify(code)} of ${path}`, () => {
      assert.equal(commentsAndTexts(code, path), said);
    });
  }

  it('is always a part of it, in its order', () => {
    const code = fc.array(fc.constantFrom('"', "'", '`', '#', '//', '/*', '*/', '\\', '\n', ' ', 'a', '"""'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(code, fc.constantFrom('test_a.py', 'a.test.ts'), (pieces, path) => {
        const text = pieces.join('');
        let from = 0;
        for (const character of commentsAndTexts(text, path).replaceAll('\n', '')) {
          from = text.indexOf(character, from) + 1;
          assert.ok(from > 0);
        }
      }),
    );
  });

  it('has every comment of whole lines and no line of plain code', () => {
    const lines = fc.array(
      fc.record({ isComment: fc.boolean(), word: fc.constantFrom('req1', 'total', 'R-1', "it's") }),
    );
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom(['test_a.py', '# '] as const, ['a.test.ts', '// '] as const),
        (all, [path, open]) => {
          const code = all.map(({ isComment, word }) => (isComment ? `${open}${word}` : word.replace("'", '')));
          assert.equal(
            commentsAndTexts(code.join('\n'), path),
            code.filter((line) => line.startsWith(open)).join('\n'),
          );
        },
      ),
    );
  });
});
