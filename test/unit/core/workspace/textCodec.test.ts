import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { FileText } from '../../../../src/core/workspace/fileText';
import { decode, encode } from '../../../../src/core/workspace/textCodec';

const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 50_000 : 500;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

function decoded(text: string): FileText {
  const file = decode(bytesOf(text), 0o644, 'hash');
  assert.ok(file !== 'binary');
  return file;
}

function edited(before: string, change: (text: string) => string): string {
  const base = decoded(before);
  return textOf(encode(change(base.text), base));
}

describe('text codec', () => {
  it('tells text from its conventions', () => {
    assert.deepEqual(decoded('\uFEFFa\r\nb\r\n'), {
      text: 'a\nb\n',
      eol: '\r\n',
      bom: true,
      mode: 0o644,
      hash: 'hash',
    });
    assert.deepEqual(decoded('a\nb'), { text: 'a\nb', eol: '\n', bom: false, mode: 0o644, hash: 'hash' });
    assert.deepEqual(decoded(''), { text: '', eol: '\n', bom: false, mode: 0o644, hash: 'hash' });
    assert.equal(decoded('a\r\nb\nc\r\n').eol, '\r\n');
    assert.equal(decoded('a\r\nb\nc\n').eol, '\n');
  });

  it('leaves bytes alone that are no UTF-8 text', () => {
    for (const bytes of [[0xff, 0xfe, 0x41, 0x00], [0x80], [0xc3], [0x61, 0x00, 0x62], [0xed, 0xa0, 0x80], [0xe9]]) {
      assert.equal(decode(Uint8Array.from(bytes), undefined, ''), 'binary');
    }
  });

  it('writes a new file with LF and no mark', () => {
    assert.equal(textOf(encode('a\nb\n', undefined)), 'a\nb\n');
  });

  it('writes a change in the conventions of the file', () => {
    assert.equal(
      edited('\uFEFFa\r\nb\r\n', (text) => text.replace('b', 'x\ny')),
      '\uFEFFa\r\nx\r\ny\r\n',
    );
  });

  it('keeps a missing final newline missing', () => {
    assert.equal(
      edited('a\r\nb', (text) => `x\n${text}`),
      'x\r\na\r\nb',
    );
  });

  it('keeps, in a file of mixed line ends, those of every line that stays', () => {
    assert.equal(
      edited('a\r\nb\nc\r\nd\ne\n', (text) => text.replace('c\n', 'new\n')),
      'a\r\nb\nnew\nd\ne\n',
    );
    assert.equal(
      edited('a\r\nb\nc\r\nd\r\ne\n', (text) => `0\n${text.replace('b', 'B')}f\n`),
      '0\r\na\r\nB\r\nc\r\nd\r\ne\nf\r\n',
    );
    assert.equal(
      edited('one\r\ntwo\nthree\r\nfour\n', (text) => text.replace('two\n', '').replace('three\n', 'three\n3a\n')),
      'one\r\nthree\r\n3a\nfour\n',
    );
  });

  it('gives the bytes back when nothing changes, whatever the mix', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\r\n', '\r', '\uFEFF', 'a', 'b', '😀', ' '),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          fc.pre(!text.includes('\0'));
          const bytes = bytesOf(text);
          const file = decode(bytes, undefined, '');
          assert.ok(file !== 'binary');
          assert.deepEqual(encode(file.text, file), bytes);
        },
      ),
      { numRuns },
    );
  });

  it('decodes any bytes or leaves them, and never damages them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const file = decode(bytes, undefined, '');
        if (file !== 'binary') assert.deepEqual(Buffer.from(encode(file.text, file)), Buffer.from(bytes));
      }),
      { numRuns },
    );
  });

  it('keeps the text when lines of a mixed file change', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', 'def f():');
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), fc.array(line), (before, after) => {
        const base = decoded(before.flat().join(''));
        const text = after.map((each) => `${each}\n`).join('');
        const again = decoded(textOf(encode(text, base)));
        assert.equal(again.text, text);
      }),
      { numRuns },
    );
  });
});
