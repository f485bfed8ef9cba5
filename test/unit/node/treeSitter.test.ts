import assert from 'node:assert/strict';
import type { AnyGrammar, Grammar } from '../../../src/core/codebase/syntaxTrees';
import { GRAMMARS, grammarOfPath, PARSED_ONLY, parserOfPath } from '../../../src/core/codebase/syntaxTrees';
import { createSyntaxTrees } from '../../../src/node/treeSitter';

/** A function of one statement in each language, and what the grammar calls them. */
const SOURCES: Readonly<Record<AnyGrammar, readonly [source: string, type: string]>> = {
  python: ['def f():\n    return 1\n', 'function_definition'],
  javascript: ['function f() { return 1; }\n', 'function_declaration'],
  typescript: ['function f(): number { return 1; }\n', 'function_declaration'],
  tsx: ['const a = <b>{1}</b>;\n', 'jsx_element'],
  go: ['package a\n\nfunc f() int { return 1 }\n', 'function_declaration'],
  rust: ['fn f() -> i32 { 1 }\n', 'function_item'],
  java: ['class A { int f() { return 1; } }\n', 'method_declaration'],
  'c-sharp': ['class A { int F() { return 1; } }\n', 'method_declaration'],
  ruby: ['def f\n  1\nend\n', 'method'],
  php: ['<?php\nfunction f() { return 1; }\n', 'function_definition'],
  cpp: ['int f() { return 1; }\n', 'function_definition'],
};

describe('syntax trees', () => {
  const trees = createSyntaxTrees();

  for (const grammar of [...GRAMMARS, ...PARSED_ONLY]) {
    it(`of ${grammar} are there`, async () => {
      const [source, type] = SOURCES[grammar];
      const found = await trees.read(grammar, source, (root) => ({
        hasError: root.hasError,
        texts: root.descendantsOfType(type).map((node) => node?.text),
      }));
      assert.equal(found?.hasError, false);
      assert.equal(found.texts.length, 1);
      assert.ok(source.includes(found.texts[0] ?? '?'));
    });
  }

  it('count in characters of the text, as the text itself does', async () => {
    const source = '# é 🛒\nnäme = "🛒"\n';
    const found = await trees.read('python', source, (root) => {
      const [text] = root.descendantsOfType('string');
      return { text: source.slice(text?.startIndex, text?.endIndex), start: text?.startPosition };
    });
    assert.deepEqual(found, { text: '"🛒"', start: { row: 1, column: 7 } });
  });

  it('are there for a text with errors, and say so', async () => {
    const found = await trees.read('python', 'def f(:\n    pass\n\ndef g(): pass\n', (root) => ({
      hasError: root.hasError,
      functions: root.descendantsOfType('function_definition').map((node) => node?.childForFieldName('name')?.text),
    }));
    assert.equal(found?.hasError, true);
    assert.ok(found.functions.includes('g'));
  });

  it('do not mix when several are asked for at once', async () => {
    const wanted = [...GRAMMARS, ...PARSED_ONLY].flatMap((grammar) => [grammar, grammar]);
    const texts = await Promise.all(
      wanted.map((grammar) => trees.read(grammar, SOURCES[grammar][0], (root) => root.text)),
    );
    assert.deepEqual(
      texts,
      wanted.map((grammar) => SOURCES[grammar][0]),
    );
  });

  it('hand on what the reader throws, and go on afterwards', async () => {
    const failing = trees.read('go', SOURCES.go[0], () => {
      throw new RangeError('no');
    });
    await assert.rejects(failing, RangeError);
    assert.equal(await trees.read('go', SOURCES.go[0], (root) => root.type), 'source_file');
  });

  it('are chosen by the ending of a path', () => {
    const rows: readonly (readonly [string, Grammar | undefined])[] = [
      ['tests/test_a.py', 'python'],
      ['a.test.mjs', 'javascript'],
      ['a.jsx', 'javascript'],
      ['a.cts', 'typescript'],
      ['a.d.ts', 'typescript'],
      ['A.TSX', 'tsx'],
      ['a_test.go', 'go'],
      ['a.rs', 'rust'],
      ['A.java', 'java'],
      ['A.cs', 'c-sharp'],
      ['Makefile', undefined],
      ['a.py.txt', undefined],
      ['py', undefined],
    ];
    for (const [path, grammar] of rows) assert.equal(grammarOfPath(path), grammar, path);
    for (const path of ['a.rb', 'lib/tasks/a.rake', 'a.php', 'a.hpp', 'A.CC'])
      assert.equal(grammarOfPath(path), undefined, path);
    assert.deepEqual(['a.rb', 'a.rake', 'a.PHP', 'a.hpp', 'a.cc', 'a.py', 'a.c', 'a'].map(parserOfPath), [
      ...['ruby', 'ruby', 'php', 'cpp', 'cpp', 'python', undefined, undefined],
    ]);
  });

  it('are not made of a text that keeps the parser busy, and the next text is read as ever', async () => {
    const type = (text: string) => trees.read('javascript', text, (root) => root.type);
    assert.equal(await type('"'.repeat(100_001)), undefined);
    assert.equal(await type('a;\n'.repeat(200_000)), undefined);
    assert.equal(await type('a;\n'), 'program');
    assert.equal(await trees.read('cpp', 'a<b'.repeat(20_000), () => 'a tree'), undefined);
  });

  describe('the first error', () => {
    for (const grammar of [...GRAMMARS, ...PARSED_ONLY]) {
      it(`of a ${grammar} text is none, or in the line of the bracket that is not closed`, async () => {
        const [source] = SOURCES[grammar];
        assert.equal(await trees.firstError(grammar, source), undefined);
        const broken = source.replace('1', '(1');
        const error = await trees.firstError(grammar, broken);
        assert.ok(error !== undefined && error !== 'undecided');
        const line = broken.split('\n').findIndex((text) => text.includes('(1')) + 1;
        assert.ok(error.line <= line && error.endLine >= line - 1, JSON.stringify(error));
      });
    }

    it('names what is missing, or what does not fit', async () => {
      assert.deepEqual(await trees.firstError('python', 'x = 1\ndef f(:\n    pass\n'), {
        line: 2,
        endLine: 2,
        missing: ')',
        text: '',
      });
      assert.deepEqual(await trees.firstError('javascript', 'function f() {\n  ...\n  return 1;\n}\n'), {
        line: 2,
        endLine: 2,
        missing: undefined,
        text: '...',
      });
    });

    it('is undecided for a text that is made to keep the parser busy, and the next text is read as ever', async () => {
      assert.equal(await trees.firstError('cpp', 'a<b'.repeat(20_000)), 'undecided');
      assert.equal(await trees.firstError('javascript', 'a;\n'.repeat(200_000)), 'undecided');
      assert.equal(await trees.firstError('javascript', 'a;\n'), undefined);
    });
  });
});
