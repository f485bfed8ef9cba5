import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outlineOf } from '../../../../../src/core/codebase/symbols/outlineOf';
import { readSymbols } from '../../../../../src/core/codebase/symbols/readSymbols';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';
import { imported, symbolsOf } from './symbolsOf';

const trees = createSyntaxTrees();
const ENDINGS = ['py', 'ts', 'tsx', 'js', 'go', 'rs', 'java', 'cs', 'rb', 'php', 'cpp', 'h'];
/** What definitions, imports, comments and texts are made of, somewhere. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'class ',
      'def ',
      'function ',
      'fn ',
      'func ',
      'impl ',
      'import ',
      'from ',
      'use ',
      'using ',
      'require ',
      'mod ',
    ],
    ...[
      'export ',
      'const ',
      'struct ',
      'interface ',
      'package ',
      'namespace ',
      '<?php ',
      '@',
      '#',
      '//',
      '/**',
      '*/',
      '"""',
    ],
    ...['(', ')', '{', '}', '[', ']', '<', '>', ':', '::', ';', ',', '.', '=', '=>', '->', '"', "'", '`', '${', '\\'],
    ...['\n', '\r\n', '\n    ', ' ', 'Cart', 'add', 'ä', '日本', '🛒', '\uFEFF', '\u2028', '\0', '\ud800'],
  ),
  fc.string({ maxLength: 4 }),
);
const source = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('symbols of a source file that nobody would write', () => {
  it('are places in it, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ENDINGS), source, async (ending, text) => {
        const symbols = await symbolsOf(`a.${ending}`, text);
        const lines = text.split('\n').length;
        for (const { line, endLine, name } of symbols.definitions) {
          assert.ok(line >= 1 && line <= endLine && endLine <= lines, `${line} to ${endLine} of ${lines}`);
          assert.ok(text.includes(name));
        }
        outlineOf(symbols);
      }),
    );
  });

  it('are found as deep as anybody nests them', async () => {
    const depth = 20_000;
    const { definitions } = await symbolsOf('a.java', `${'class A {\n'.repeat(depth)}${'}\n'.repeat(depth)}`);
    assert.equal(definitions.length, 20);
    const lists = `const a = ${'['.repeat(depth)}1${']'.repeat(depth)};\nfunction free() {}\n`;
    await readSymbols({ path: 'a.ts', text: lists }, trees);
    const uses = await symbolsOf('a.rs', `use ${'a::{'.repeat(depth)}b${'}'.repeat(depth)};\nuse crate::money;\n`);
    assert.deepEqual(imported(uses), ['crate: money']);
  });

  it('are not looked for where that takes too long, or where nobody knows the language', async () => {
    assert.equal(await readSymbols({ path: 'a.py', text: 'a = 1\n'.repeat(100_000) }, trees), undefined);
    assert.equal(await readSymbols({ path: 'a.kt', text: 'class A' }, trees), undefined);
  });

  it('stand at their characters, also behind letters of more than one unit', async () => {
    const symbols = await symbolsOf(
      'a.py',
      '"""🛒日本"""\nclass Größe(Basis🛒, Maß):\n    pass\n\ndef größer(): return Größe()\n',
    );
    assert.deepEqual(
      symbols.definitions.map(({ name, line }) => [name, line]),
      [
        ['Größe', 2],
        ['größer', 5],
      ],
    );
  });
});
