import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkHiddenCharacters } from '../../../../../src/core/changes/checks/checkHiddenCharacters';
import { proposed } from './proposed';

async function found(text: string, base?: string): Promise<string[]> {
  return checkHiddenCharacters(await proposed('a.py', text, base)).map(({ line, detail }) => `${line}: ${detail}`);
}

describe('the check for hidden characters', () => {
  const hidden: readonly (readonly [text: string, finding: string])[] = [
    [
      'x = 1\nif a:\u202e # b\u2066\n',
      '2: this line holds what cannot be seen: U+202E (turns the direction of text) in column 6, U+2066 (turns the direction of text) in column 11',
    ],
    ['na\u200bme = 1\n', '1: this line holds what cannot be seen: U+200B (zero width) in column 3'],
    ['na\u200dme = 1\n', '1: this line holds what cannot be seen: U+200D (zero width) in column 3'],
    ['x = 1\ufeff\n', '1: this line holds what cannot be seen: U+FEFF (zero width) in column 6'],
    [
      '# \u{e0041}\u{e0042}\n',
      '1: this line holds what cannot be seen: U+E0041 (a hidden tag) in column 3, U+E0042 (a hidden tag) in column 4',
    ],
    ['a\ufe00\n', '1: this line holds what cannot be seen: U+FE00 (a variation selector) in column 2'],
    ['😀\ufe00\ufe01\n', '1: this line holds what cannot be seen: U+FE01 (a variation selector) in column 3'],
    ['const { a,\u3164} = b;\n', '1: this line holds what cannot be seen: U+3164 (a blank letter) in column 11'],
    [
      '# a\u2028evil()\n',
      '1: this line holds what cannot be seen: U+2028 (a line break in some languages) in column 4',
    ],
    ['# a\revil()\n', '1: this line holds what cannot be seen: U+000D (a carriage return inside a line) in column 4'],
    ['print("\u001b[2K")\n', '1: this line holds what cannot be seen: U+001B (a control character) in column 8'],
    ['p\u0430ypal = 1\n', '1: this line has a word of mixed alphabets, "p\u0430ypal": U+0430 looks like a'],
  ];
  for (const [text, finding] of hidden) {
    it(`finds ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(await found(text), [finding]);
    });
  }

  for (const [what, text] of [
    ['a byte order mark at the start', '\ufeffx = 1\n'],
    ['emoji, joined and coloured', '# 👩‍👩‍👧 ❤️ 👍🏽 👩🏽‍🚀 1️⃣ 🏳️‍🌈\n'],
    ['a flag of tags', '# 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n'],
    ['Persian with its joiner', '# می\u200cخواهم\n'],
    ['Hindi with its joiner', '# क्\u200dष\n'],
    ['words of one alphabet each', '# привет мир, Ωmega alpha, 10 kΩ, Δx, café, naïve, straße\n'],
    ['tabs and form feeds', 'x = 1\t# a\n\f\ny = 2\n'],
  ] as const) {
    it(`finds nothing in ${what}`, async () => {
      assert.deepEqual(await found(text), []);
    });
  }

  it('is about lines that the file does not have yet', async () => {
    const base = 'a\u200b = 1\nb = 2\n';
    assert.deepEqual(await found(`x = 1\n${base}`, base), []);
    assert.equal((await found('b = 2\na\u200b = 2\n', base)).length, 1);
  });

  it('counts lines past the tenth', async () => {
    const all = await found(Array.from({ length: 14 }, (_, index) => `a${index}\u200b\n`).join(''));
    assert.equal(all.length, 11);
    assert.equal(all[10], 'undefined: 4 more lines hold characters that cannot be seen, or look like others');
  });

  it('finds each direction mark and each zero-width character in any ASCII text', async () => {
    const marks = fc.constantFrom(
      ...'\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069',
    );
    const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    await fc.assert(
      fc.asyncProperty(fc.array(ascii, { maxLength: 5 }), ascii, marks, ascii, async (before, left, mark, right) => {
        const checks = checkHiddenCharacters(await proposed('a.py', [...before, left + mark + right, ''].join('\n')));
        assert.deepEqual(
          checks.map(({ line }) => line),
          [before.length + 1],
        );
      }),
      { numRuns: 500 },
    );
  });
});
