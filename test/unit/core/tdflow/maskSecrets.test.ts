import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Section } from '../../../../src/core/context/section';
import type { SecretFinder } from '../../../../src/core/model/findSecrets';
import { NAMED_MASK } from '../../../../src/core/model/maskText';
import { SecretMasker } from '../../../../src/core/tdflow/maskSecrets';
import { sha256 } from '../../../../src/node/hash';
import { findBySecretlint } from '../../../../src/node/secrets/findBySecretlint';

const GITHUB = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
const SLACK = `xoxb-${'123456789012'}-${'1234567890123'}-${'abCdefGhijKlmnOpqrStuvWx'}`;

async function mask(sections: readonly Section[], findSecrets: SecretFinder = findBySecretlint) {
  const masker = new SecretMasker({ findSecrets, hash: sha256 });
  const shown = await masker.mask(sections);
  return { texts: shown.map(({ text }) => text), masked: masker.of(shown) };
}

const code = (text: string, about: Partial<Section> = {}): Section => ({
  tag: 'code',
  file: 'src/a.py',
  text,
  why: '',
  ...about,
});

describe('masking secrets', () => {
  it('takes them out of every section, and says where they stood', async () => {
    const { texts, masked } = await mask([
      code(`a = 1\nTOKEN = '${GITHUB}'\n`),
      { tag: 'error_context', file: undefined, text: `401 for ${SLACK}`, why: '' },
      code('assert a == 1\n', { file: 'tests/test_a.py' }),
    ]);
    assert.match(texts[0] ?? '', /^a = 1\nTOKEN = '\[masked [0-9a-f]{4}-1\]'\n$/);
    assert.deepEqual(texts.slice(1), ['401 for [masked]', 'assert a == 1\n']);
    assert.deepEqual(
      masked.map(({ what }) => what),
      ['src/a.py:2', 'error context:1'],
    );
    assert.ok(masked.every(({ why }) => /^looks like .+: the model sees \[masked.*\] there$/.test(why)));
  });

  it('tells of each part of a specification once, also where none is from a file', async () => {
    const part = (text: string, why: string): Section => ({ tag: 'specification', file: undefined, text, why });
    const { masked } = await mask([part(`key: ${GITHUB}`, 'of the cart'), part(`\nkey: ${SLACK}`, 'of the till')]);
    assert.deepEqual(
      masked.map(({ what }) => what),
      ['specification:1', 'specification:2'],
    );
  });

  it('finds by the rules of others what our own do not know', async () => {
    const text = `x = "SG.${'aB3dE5fG7hJ9kL1mN2pQ4r'}.${'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA3bC5dE7f'}"`;
    const [own, more] = [await mask([code(text)], async () => []), await mask([code(text)])];
    assert.equal(own.texts[0], text);
    assert.match(more.texts[0] ?? '', /^x = "\[masked .*\]"$/);
    assert.match(more.masked[0]?.why ?? '', /a secret of sendgrid/);
  });

  it('names each secret of a whole file, never alike in two files or two states of one, and says nothing of the secret', async () => {
    const text = `a = '${GITHUB}'\nb = '${SLACK}'\n`;
    const namesIn = async (section: Section) => (await mask([section])).texts[0]?.match(NAMED_MASK) ?? [];
    const names = await namesIn(code(text));
    assert.equal(new Set(names).size, 2);
    assert.deepEqual(await namesIn(code(text.replace('aB3dE5', 'zZ9yY8'))), names);
    const others = [await namesIn(code(text, { file: 'src/b.py' })), await namesIn(code(`${text}c = 1\n`))];
    assert.equal(new Set([...names, ...others.flat()]).size, 6);
  });

  it('names none in a part of a file: what is not whole is not written back', async () => {
    const { texts } = await mask([code(`TOKEN = '${GITHUB}'`, { tag: 'codebase', shown: 'signatures' })]);
    assert.deepEqual(texts, ["TOKEN = '[masked]'"]);
  });

  it('takes out each character that a finding covers, and no other', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })), { maxLength: 5 }),
        async (spans) => {
          const text = Array.from({ length: 80 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
          const found = spans.map(([from, length]) => ({ from, to: from + length, what: 'x' }));
          const { texts } = await mask([code(text)], async () => found);
          for (const [index, character] of [...text].entries())
            assert.equal(texts[0]?.includes(character), !found.some(({ from, to }) => index >= from && index < to));
        },
      ),
    ));
});
